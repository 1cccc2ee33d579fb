import { asList, findText, findValue, isFields } from '../../front-matter/fields.ts'
import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Fields, Value } from '../../front-matter/parse.ts'
import { formatClock } from '../../text/dates.ts'
import { type Configuration, markupFiles, textAt, toFolder } from '../configuration.ts'
import type { FeedFormat, FormerFeed } from '../feeds/former-feed.ts'
import { readModuleMounts } from '../files/mounts.ts'
import { type Generator, ownValue } from '../generator.ts'
import { excludeEach, textsOf } from '../ignore-patterns.ts'
import { dateTokens, directory, fillPattern, partsOf, typedSlug, withoutDate } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import { goldmarkFeatures } from '../renderers/goldmark.ts'
import type { Exclusions, GeneratorRow, HandedDown } from '../row.ts'
import { isTable, toTable } from '../values/known-values.ts'

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
  pathOf,
  readMounts: readModuleMounts,
  looksAtTop: true,
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
    language: textAt(fields, 'defaultContentLanguage') ?? 'en',
    folderLanguage: languageOfFolder(configuration),
    languageInPath: textAt(fields, 'defaultContentLanguageInSubdir'),
    datesFromNames: takesDatesFromNames(fields) ? 'true' : undefined,
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

function takesDatesFromNames(config: Fields): boolean {
  const front = config.get('frontmatter')
  return isFields(front) && asList(front.get('date')).includes(':filename')
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

/** Below the folder of another language, its tag comes first. */
function pathOf(generator: Generator, input: PermalinkInput): string {
  const { folderLanguage, language, languageInPath } = generator.options
  const path = pathInLanguage(generator, input)
  const isShown = folderLanguage !== undefined && (folderLanguage !== language || languageInPath === 'true')
  return isShown && input.languageFolder === undefined ? `${folderLanguage}/${path}` : path
}

/** The path by the section's pattern in `[permalinks]`, or by folders and name. */
function pathInLanguage(generator: Generator, input: PermalinkInput): string {
  const { fields, file, published, timezone, title = '' } = input
  const { options } = generator
  const tidy = (text: string) => {
    const path = text
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}./\\_#+~@\s-]/gu, '')
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/ (?=-)|(?<=-) /g, '')
      .replaceAll(' ', '-')
    return options.keepsCase === 'true' ? path : path.toLowerCase()
  }
  const { folders, name } = partsOf(generator, file)
  if (file.folderLanguage !== undefined && folders[0]?.toLowerCase() === file.folderLanguage.toLowerCase())
    folders.shift()
  const sections = folders.map(tidy)
  const basename = tidy(options.datesFromNames === 'true' ? withoutDate(name) : name)
  const slug = typedSlug(fields)
  const own = slug === undefined ? undefined : tidy(slug)
  const pattern = ownValue(generator.permalinks, normalizeKey(folders[0] ?? '/'))
  const end = options.uglyUrls === 'true' ? '.html' : '/'
  if (pattern === undefined) return `${directory([...sections, own ?? basename]).slice(0, -1)}${end}`
  // Hugo keeps the time zone in which a date was typed.
  const typed = /^\d{4}-\d{2}-\d{2}/.exec(findText(fields, ['date'])?.value ?? '')?.[0]
  const tokens = {
    ...dateTokens(typed === undefined ? formatClock(published, timezone) : `${typed}T00:00:00`),
    section: sections[0] ?? '',
    sections: sections.join('/'),
    title: tidy(title),
    slug: own ?? tidy(title),
    filename: basename,
    slugorfilename: own ?? basename,
    contentbasename: basename,
    slugorcontentbasename: own ?? basename,
  }
  const sliced = pattern.replace(/:sections\[([^[\]]*)\]/g, (_, cut: string) =>
    slice(sections, cut).join('/'),
  )
  const filled = fillPattern(sliced, tokens).replace(/^\/+/, '')
  const path = options.keepsCase === 'true' ? filled : filled.toLowerCase()
  return /(?:\/|\.\w+)$/.test(path) ? path : `${path}${end}`
}

/** Cuts parts as `:sections[…]` does: `1:`, `:2`, `last`, `0`. */
function slice(parts: string[], cut: string): string[] {
  const index = (text: string) => (text === 'last' ? parts.length - 1 : Number(text))
  const [from = '', to] = cut.split(':')
  if (to === undefined) return parts.slice(index(from), index(from) + 1)
  return parts.slice(from === '' ? 0 : index(from), to === '' ? parts.length : index(to))
}

/** Its own feeds are `index.xml` everywhere; `outputFormats` and `mediaTypes` give them other names, and add formats. */
function readFeeds({ fields }: Configuration, place: string): FormerFeed[] {
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
    ...plurals.flatMap((plural): FormerFeed[] =>
      typeof plural === 'string' ? [[`${plural}/*/`, 'tags/*']] : [],
    ),
  ]
}

const FEED_TYPES: Record<string, FeedFormat> = {
  'application/rss+xml': 'rss',
  'application/rss': 'rss',
  'application/atom+xml': 'atom',
  'application/atom': 'atom',
  'application/feed+json': 'json',
  'application/json': 'json',
}
