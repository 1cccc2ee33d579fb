import { exportedText } from '../code/code-value.ts'
import { articleRoutes, feedRoutes } from '../code/routes.ts'
import { codeFiles } from '../configuration.ts'
import type { FormerFeed } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import type { GeneratorRow } from '../row.ts'

const ROUTES = ['src/routes']

/** SvelteKit, a framework that leaves the pages to the author. */
export const SVELTE: GeneratorRow = {
  name: 'svelte',
  label: 'SvelteKit',
  marks: [[/^svelte\.config\.[cm]?[jt]s$/]],
  dependency: '@sveltejs/kit',
  configFiles: ['svelte.config', 'src/lib/config'].flatMap(codeFiles),
  routeFolders: ROUTES,
  readFeeds: ({ routes }): FormerFeed[] => feedRoutes(routes, ROUTES),
  readOptions: ({ routes }) => ({
    routes: articleRoutes(routes, ROUTES)
      .map((route) => `/${route}`)
      .join(' '),
  }),
  readMounts: ({ scripts }) => atTop([exportedText(scripts, 'kit.files.assets') ?? 'static']),
  aliases: [['$lib/', 'src/lib/']],
  hasBundler: true,
  // Unless there is one route, and no date that code may drop, the code of the site decides.
  isPathByCode: ({ options }, path) =>
    !isPageFile(path) && (!/^\S+$/.test(options.routes ?? '') || /(?:^|\/)\d{4}-\d\d-\d\d-/.test(path)),
}

/** A Markdown file that is itself the page of its folder. */
function isPageFile(path: string): boolean {
  return /(?:^|\/)\+?page\.\w+$/.test(path)
}
