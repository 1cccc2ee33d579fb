import { articleRoutes, feedRoutes } from '../code/routes.ts'
import { codeFiles } from '../configuration.ts'
import type { FormerFeed } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import type { GeneratorRow } from '../row.ts'

const ROUTES = ['app', 'pages', 'src/app', 'src/pages']

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
  routeFolders: ROUTES,
  readFeeds: ({ routes }): FormerFeed[] => feedRoutes(routes, ROUTES),
  readOptions: ({ routes }) => ({
    routes: articleRoutes(routes, ROUTES)
      .map((route) => `/${route}`)
      .join(' '),
  }),
  readMounts: () => atTop(['public']),
  hasBundler: true,
  // Unless there is one route, and no date that code may drop, the code of the site decides.
  isPathByCode: ({ options }, path) =>
    !isPageFile(path) && (!/^\S+$/.test(options.routes ?? '') || /(?:^|\/)\d{4}-\d\d-\d\d-/.test(path)),
}

/** A Markdown file that is itself the page of its folder. */
function isPageFile(path: string): boolean {
  return /(?:^|\/)\+?page\.\w+$/.test(path)
}
