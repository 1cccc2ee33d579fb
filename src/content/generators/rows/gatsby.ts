import { codeFiles } from '../configuration.ts'
import { directory, typedSlug } from '../patterns.ts'
import type { GeneratorRow } from '../row.ts'

/** Gatsby, whose blogs mostly make a page of each file by its path. */
export const GATSBY: GeneratorRow = {
  name: 'gatsby',
  label: 'Gatsby',
  marks: [[/^gatsby-config\.[cm]?[jt]s$/]],
  dependency: 'gatsby',
  configFiles: codeFiles('gatsby-config'),
  dataFiles: ['content/author.yaml', 'content/authors.yaml', 'content/authors/*'],
  addressKeys: ['permalink', 'path'],
  pathOf: (_, { file, fields }) => directory([typedSlug(fields) ?? file.stem]),
}
