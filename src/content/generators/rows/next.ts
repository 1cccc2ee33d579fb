import { codeFiles } from '../configuration.ts'
import type { GeneratorRow } from '../row.ts'

/** Next.js, a framework that leaves the pages to the author. */
export const NEXT: GeneratorRow = {
  name: 'next',
  label: 'Next.js',
  marks: [[/^next\.config\.[cm]?[jt]s$/]],
  dependency: 'next',
  configFiles: ['next.config', 'data/siteMetadata', 'config/site', 'site.config'].flatMap(codeFiles),
  dataFiles: ['data/authors/*'],
  // Whatever a site leaves out, its own code does.
  readExclusions: () => ({ exclusions: [], unread: ['the code of its pages'] }),
}
