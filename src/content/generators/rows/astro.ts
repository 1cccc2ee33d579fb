import {
  exportedText,
  isCall,
  isObject,
  type Script,
  textIn,
  textsIn,
  usesModule,
  valueIn,
} from '../code/code-value.ts'
import { articleRoutes, chooseRoute, feedRoutes } from '../code/routes.ts'
import { type Configuration, codeFiles, toFolder } from '../configuration.ts'
import type { FormerFeed } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import { type Generator, ownValue } from '../generator.ts'
import { excludeEach } from '../ignore-patterns.ts'
import { directory, partsOf, plainWords, typedSlug } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import type { GeneratorRow } from '../row.ts'

const ROOTS = ['src/content', 'src/pages', 'src/data', 'src']

/** Astro; most of its blogs show a collection from `src/content`. */
export const ASTRO: GeneratorRow = {
  name: 'astro',
  label: 'Astro',
  marks: [[/^astro\.config\.[cm]?[jt]s$/]],
  dependency: 'astro',
  configFiles: [
    'astro.config',
    'astro-paper.config',
    'src/config',
    'src/consts',
    'src/site.config',
    'src/content.config',
    'src/content/config',
  ].flatMap(codeFiles),
  dataFiles: ['src/content/authors/*', 'src/data/authors/*'],
  content: ROOTS,
  siteObjects: starlightsIn,
  routeFolders: ['src/pages'],
  readFeeds: ({ routes }): FormerFeed[] => feedRoutes(routes, ['src/pages']),
  readOptions: ({ scripts, routes }) => ({
    trailingSlash: exportedText(scripts, 'trailingSlash'),
    routes: articleRoutes(routes, ['src/pages'])
      .map((route) => `/${route}`)
      .join(' '),
    docs: scripts.some((script) => starlightsIn(script).length > 0) ? DOCS : undefined,
  }),
  readContent: (configuration) => [...Object.keys(readCollections(configuration)), ...ROOTS],
  readPermalinks: readCollections,
  readExclusions({ scripts }) {
    const globs = scripts.flatMap(({ calls }) => calls('glob'))
    const { texts, isWhole } = textsIn(globs.flatMap(({ inputs }) => valueIn(inputs[0], 'pattern') ?? []))
    const patterns = texts.filter((text) => text.startsWith('!')).map((text) => text.slice(1))
    return {
      exclusions: excludeEach('pattern in content.config', patterns, '**/'),
      ...(!isWhole && { unread: ['pattern'] }),
    }
  },
  readFeatures: ({ scripts }) => [usesModule(scripts, 'remark-emoji') && 'emoji'],
  pathOf,
  readMounts: ({ scripts }) => atTop([exportedText(scripts, 'publicDir') ?? 'public']),
  hasBundler: true,
  bundlesPictures: true,
  isPathByCode(generator, path) {
    const found = findCollection(generator, path)
    return found !== undefined && found.route === undefined && generator.options.routes !== undefined
  },
}

/** The collection that Starlight shows at the top of the site. */
const DOCS = 'src/content/docs'

/** The settings that Starlight is given. */
function starlightsIn({ exported }: Script) {
  const integrations = valueIn(exported, 'integrations')
  const all = Array.isArray(integrations) ? integrations.flat() : []
  return all.flatMap((one) => (isCall(one) && one.name === 'starlight' ? [one.inputs[0] ?? null] : []))
}

/** The names of the collections by the folders of their files. */
function readCollections({ scripts }: Configuration): Record<string, string> {
  const collections = scripts.map(({ names }) => names.get('collections')).filter(isObject)
  const entries = collections.flatMap((all) =>
    [...all].map(([name, collection]) => {
      const loader = valueIn(collection, 'loader')
      const base =
        isCall(loader) && loader.name === 'glob' ? toFolder(textIn(loader.inputs[0], 'base')) : undefined
      return [base ?? `src/content/${name}`, name] as const
    }),
  )
  return Object.fromEntries(entries)
}

/** The collection of a file: its folder, and where the site shows it, if that is certain. */
function findCollection(generator: Generator, path: string): { base: string; route?: string } | undefined {
  const { folder, permalinks, options } = generator
  const whole = folder === '' ? path : `${folder}/${path}`
  const bases = Object.keys(permalinks).filter((base) => whole.startsWith(`${base}/`))
  const base = bases.sort((a, b) => b.length - a.length)[0] ?? /^src\/content\/[^/]+(?=\/)/.exec(whole)?.[0]
  if (base === undefined) return undefined
  if (base === options.docs) return { base, route: '' }
  const last = base.slice(base.lastIndexOf('/') + 1)
  const routes = (options.routes?.split(' ') ?? []).map((route) => route.slice(1))
  const isOnly = Object.keys(permalinks).length <= 1
  const names = [ownValue(permalinks, base) ?? last, last]
  const route = chooseRoute(routes, names, isOnly)
  return { base, ...(route !== undefined && { route }) }
}

function pathOf(generator: Generator, { file, fields }: PermalinkInput): string {
  const { folder } = generator
  const slug = typedSlug(fields)
  const found = findCollection(generator, file.stem)
  const end = (path: string[]) =>
    generator.options.trailingSlash === 'never' ? path.join('/') : directory(path)
  if (found) {
    const {
      base,
      route = ROOTS.flatMap((root) => (base.startsWith(`${root}/`) ? [base.slice(root.length + 1)] : []))[0],
    } = found
    const below = (folder === '' ? file.stem : `${folder}/${file.stem}`).slice(base.length + 1)
    const prefix = route ?? base.slice(base.lastIndexOf('/') + 1)
    // A typed slug takes the place of the whole path in the collection.
    return end([...prefix.split('/'), ...(slug === undefined ? below.split('/').map(plainWords) : [slug])])
  }
  const { folders, name } = partsOf(generator, file)
  return end([...folders.filter((one) => one !== 'pages').map(plainWords), slug ?? plainWords(name)])
}
