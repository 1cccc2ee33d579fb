import { asList, findText, findValue, isFields } from '../../front-matter/fields.ts'
import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Fields, Value } from '../../front-matter/parse.ts'
import { type Configuration, markupFiles, textAt, toFolder } from '../configuration.ts'
import type { FeedFormat, FormerFeed } from '../feeds/former-feed.ts'
import { readModuleMounts } from '../files/mounts.ts'
import { excludeEach, textsOf } from '../ignore-patterns.ts'
import { goldmarkFeatures } from '../renderers/goldmark.ts'
import type { Exclusions, GeneratorRow, HandedDown } from '../row.ts'
import { isTable, toTable } from '../values/known-values.ts'
import { hugoPath, hugoSlug } from './hugo-paths.ts'

/** Hugo; its row comes last because other generators use its older configuration file names too. */
export const HUGO: GeneratorRow = {
  name: 'hugo',
  label: 'Hugo',
  marks: [
    [/^hugo\.(?:toml|ya?ml|json)$/],
    [/^config\.(?:toml|ya?ml|json)$/, /^(?:content|archetypes|layouts|themes)$/],
    [/^config$/, /^(?:archetypes|layouts|themes)$/],
    // Themes may be modules, so that nothing of them is there.
    [/^config$/, /^(?:go\.mod|hugo_stats\.json|\.hugo_build\.lock)$/, /^content$/],
  ],
  configFiles: [
    'hugo',
    'config',
    'config/_default/hugo',
    'config/_default/config',
    'config/_default/permalinks',
    'config/_default/languages',
    'config/_default/markup',
    'config/_default/params',
  ].flatMap(markupFiles),
  configTables: /^config\/_default\/(permalinks|languages|markup|params)\./,
  dataFiles: ['data/authors/*', ...markupFiles('data/authors')],
  content: ['content'],
  readFeeds,
  feedSlugs: (name, { options }) => [hugoSlug(name, options)],
  readOptions,
  readContent: ({ fields }) => [
    ...languageFolders(fields).map(([, folder]) => folder),
    toFolder(textAt(fields, 'contentDir')) ?? 'content',
  ],
  readLanguage: languageOfFolder,
  readFeatures: goldmarkFeatures,
  readPermalinks,
  hasIndexFiles: true,
  readDefaults: ({ fields }) =>
    readCascade(fields.get('cascade')).map(({ fields, pattern }) => ['', fields, pattern]),
  readIndex: (fields) => readCascade(fields.get('cascade')),
  readExclusions,
  hasPageResources: true,
  addressKeys: ['url'],
  // `url: /old/path` is a folder.
  fillTyped: (_, typed) => (/\/$|\.\w+$/.test(typed) ? typed : `${typed}/`),
  // The template of its feed shows it.
  showsPublishDate: true,
  pathOf: hugoPath,
  readMounts: readModuleMounts,
  looksAtTop: true,
  // Its feed adds the path of the site.
  siteRelative: /^\/(?!\/)/,
  hasLanguageFolders: true,
  hasFeedsByLanguage: true,
  templateOf: () => ({ escapes: 'stars', inCode: 'parameters' }),
  readValues: ({ fields }) => ({ site: toTable(fields) }),
  valuesOfPage: (page) => ({ page: isTable(page.params) ? { ...page.params, ...page } : page }),
  bundle: /^(.+)\/index(?:\.[\w-]+)?\.\w+$/,
}

function readOptions(configuration: Configuration): Record<string, string | undefined> {
  const { fields } = configuration
  return {
    content: toFolder(textAt(fields, 'contentDir')),
    uglyUrls: textAt(fields, 'uglyURLs'),
    keepsCase: textAt(fields, 'disablePathToLower'),
    removesAccents: textAt(fields, 'removePathAccents'),
    language: textAt(fields, 'defaultContentLanguage') ?? 'en',
    folderLanguage: languageOfFolder(configuration),
    languageInPath: textAt(fields, 'defaultContentLanguageInSubdir'),
    datesFromNames: datesFromNames(fields),
  }
}

/** The folders of the languages that have one of their own. */
function languageFolders(config: Fields): [language: string, folder: string][] {
  const table = config.get('languages')
  return [...(isFields(table) ? table : [])].flatMap(([language, value]): [string, string][] => {
    const folder = isFields(value) ? toFolder(textAt(value, 'contentDir')) : undefined
    return folder ? [[language, folder]] : []
  })
}

/** The language in whose folder the articles are. */
function languageOfFolder({ fields, folder }: Configuration): string | undefined {
  return languageFolders(fields).find(([, own]) => `${folder}/`.startsWith(`${own}/`))?.[0]
}

/** The values of a map or a list of maps in which `target` says which pages get them. */
function readCascade(cascade: Value | undefined): HandedDown[] {
  return asList(cascade).flatMap((entry): HandedDown[] => {
    if (!isFields(entry)) return []
    const target = findValue(entry, ['target'])?.value
    const fields = new Map([...entry].filter(([key]) => key !== 'target'))
    if (!isFields(target)) return [{ fields }]
    const kind = findText(target, ['kind'])?.value ?? 'page'
    const pattern = findText(target, ['path'])?.value.toLowerCase()
    return /page/.test(kind) ? [{ fields, ...(pattern !== undefined && { pattern }) }] : []
  })
}

/** Reads `ignoreFiles`, regular expressions of which one may match any part of a path, and the globs of what mounts leave out. */
function readExclusions({ fields }: Configuration): Exclusions {
  const modules = fields.get('module')
  const mounts = isFields(modules) ? asList(modules.get('mounts')).filter(isFields) : []
  return {
    exclusions: [
      ...textsOf(fields.get('ignorefiles')).map((pattern) => ({
        rule: 'ignoreFiles',
        pattern,
        isExpression: true as const,
      })),
      ...mounts.flatMap((mount) =>
        excludeEach(
          'excludeFiles',
          textsOf(mount.get('excludefiles')),
          `${textAt(mount, 'source') ?? 'content'}/`,
        ),
      ),
    ],
  }
}

/** Whether `:filename` is the first of the sources of a date, or one of the last; absent where it is none. */
function datesFromNames(config: Fields): 'first' | 'last' | undefined {
  const front = config.get('frontmatter')
  const place = isFields(front) ? asList(front.get('date')).indexOf(':filename') : -1
  return place < 0 ? undefined : place === 0 ? 'first' : 'last'
}

/** Reads `[permalinks]` and its table `page`. */
function readPermalinks({ fields }: Configuration): Record<string, string> {
  const table = fields.get('permalinks')
  if (!isFields(table)) return {}
  const page = table.get('page')
  const patterns = [...table, ...(isFields(page) ? page : [])]
  return Object.fromEntries(
    patterns.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** Its own feeds are `index.xml` everywhere; `outputFormats` and `mediaTypes` give them other names, and add formats. */
function readFeeds(configuration: Configuration, place: string): FormerFeed[] {
  const { fields } = configuration
  const table = (value: Value | undefined) =>
    isFields(value) ? [...value].filter((entry) => isFields(entry[1])) : []
  const suffixes = new Map(
    table(fields.get('mediatypes')).map(([type, value]) => [
      type,
      textsOf((value as Fields).get('suffixes'))[0],
    ]),
  )
  const taxonomies = fields.get('taxonomies')
  const plurals = isFields(taxonomies) ? [...taxonomies.values()] : []
  const names = table(fields.get('outputformats')).flatMap(([name, value]): [string, FeedFormat][] => {
    const type = textAt(value as Fields, 'mediaType') ?? (name === 'rss' ? 'application/rss+xml' : '')
    const format = FEED_TYPES[type]
    const suffix = suffixes.get(normalizeKey(type)) ?? (format === 'json' ? 'json' : 'xml')
    return format ? [[`${textAt(value as Fields, 'baseName') ?? 'index'}.${suffix}`, format]] : []
  })
  return [
    ...names.flatMap(([file, format]): FormerFeed[] => [
      [`**/${file}`, '**', format],
      [`categories/*/${file}`, 'tags/*', format],
      ...(place === '' ? [] : [[`${place}/**/${file}`, '**', format] as const]),
    ]),
    ...languagesBeside(configuration).map((language): FormerFeed => [`${language}/*/`, language]),
    ...plurals.flatMap((plural): FormerFeed[] =>
      typeof plural === 'string' ? [[`${plural}/*/`, 'tags/*']] : [],
    ),
  ]
}

/** The other languages; their sections have feeds below the tag, and ours have those of the whole language. */
function languagesBeside({ fields }: Configuration): string[] {
  const table = fields.get('languages')
  const main = textAt(fields, 'defaultContentLanguage') ?? 'en'
  return isFields(table) ? [...table.keys()].filter((language) => language !== main) : []
}

const FEED_TYPES: Record<string, FeedFormat> = {
  'application/rss+xml': 'rss',
  'application/rss': 'rss',
  'application/atom+xml': 'atom',
  'application/atom': 'atom',
  'application/feed+json': 'json',
  'application/json': 'json',
}
