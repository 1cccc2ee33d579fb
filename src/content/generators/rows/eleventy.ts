import { asList, isFields } from '../../front-matter/fields.ts'
import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Fields, Value } from '../../front-matter/parse.ts'
import { formatClock } from '../../text/dates.ts'
import {
  type CodeValue,
  exportedText,
  isFunction,
  isObject,
  isUnknown,
  type Script,
  textIn,
  toText,
  usesModule,
  valueIn,
} from '../code/code-value.ts'
import { patternOf } from '../code/pattern.ts'
import { type Configuration, codeFiles, readMarkup, toFolder } from '../configuration.ts'
import { feedsOfTemplates } from '../feeds/feed-templates.ts'
import { type FormerFeed, feedAt } from '../feeds/former-feed.ts'
import { readCopied } from '../files/mounts.ts'
import { type Generator, ownValue } from '../generator.ts'
import { excludeEach } from '../ignore-patterns.ts'
import {
  dateTokens,
  directory,
  literalAddress,
  partsOf,
  plainSlug,
  typedSlug,
  withoutDate,
} from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import type { Exclusions, GeneratorRow } from '../row.ts'
import { type KnownTable, type KnownValue, knownInCode } from '../values/known-values.ts'
import { dataTable } from '../values/site-values.ts'
import { slugifyFilter } from '../values/slugify-filter.ts'
import { LIQUID, type TemplateLanguage } from '../values/template-language.ts'

/** Eleventy, which reads default front matter of a folder from files such as `posts/posts.json`. */
export const ELEVENTY: GeneratorRow = {
  name: 'eleventy',
  label: 'Eleventy',
  marks: [[/^\.eleventy\.c?js$/], [/^eleventy\.config\.[cm]?js$/]],
  dependency: '@11ty/eleventy',
  configFiles: ['.eleventy.js', '.eleventy.cjs', ...codeFiles('eleventy.config')],
  dataFiles: ['_data', 'src/_data', 'content/_data'].flatMap((folder) => [
    `${folder}/**`,
    ...['metadata', 'site', 'meta'].flatMap((name) => codeFiles(`${folder}/${name}`)),
  ]),
  hasSiteInData: true,
  directoryData: {
    endings: ['.json', '.11tydata.json', '.11tydata.js', '.11tydata.cjs', '.11tydata.mjs'],
    read: readDirectoryData,
    unreadKeys,
  },
  feedTemplates:
    /(?:feed|rss|atom|xml|json)[^/]{0,100}(?:\/[^/]{1,100})?\.(?:njk|liquid|hbs|ejs|mustache|11ty\.[cm]?js)$/i,
  ignoreFiles: ['', 'src/', 'content/'].flatMap((folder) => [
    `${folder}.eleventyignore`,
    `${folder}.gitignore`,
  ]),
  readExclusions,
  siteObjects: ({ calls }) => calls('addPlugin').map(({ inputs }) => valueIn(inputs[1], 'metadata')),
  readFeeds,
  feedSlugs: (name) => [slugifyFilter(name), plainSlug(name), name],
  readOptions: ({ scripts, paths }) => ({
    content: toFolder(inputFolder(scripts)) || aboveData(paths),
    markdownEngine:
      exportedText(scripts, 'markdownTemplateEngine') ??
      scripts
        .map(({ names }) => textIn(names, 'config.markdownTemplateEngine'))
        .find((engine) => engine !== undefined),
  }),
  readTags: dropCollections,
  addressKeys: ['permalink'],
  fillTyped,
  pathOf(generator, { file }) {
    const { folders, name } = partsOf(generator, file)
    return directory(folders.at(-1) === name ? folders : [...folders, name])
  },
  readMounts: ({ scripts, paths }) =>
    readCopied(scripts, toFolder(inputFolder(scripts)) || aboveData(paths) || ''),
  // Since Eleventy 2.
  readFeatures: ({ scripts }) => ['no-indented-code', usesModule(scripts, 'markdown-it-emoji') && 'emoji'],
  fillsTemplates: true,
  templateOf,
  readValues: valuesOf,
  valuesOfPage: (page) => page,
}

/** The language of Markdown files, unless an article says otherwise; `md` alone is none. */
function templateOf(
  { options }: Generator,
  { templateengineoverride }: KnownTable,
): TemplateLanguage | undefined {
  const typed = typeof templateengineoverride === 'string' ? templateengineoverride : undefined
  const engines = (typed ?? options.markdownEngine ?? 'liquid').split(',').map((one) => one.trim())
  return engines.includes('njk') || engines.includes('liquid') ? LIQUID : undefined
}

function valuesOf(configuration: Configuration): KnownTable {
  return { ...globalData(configuration), ...dataTable(configuration) }
}

/** The values that the configuration adds by `addGlobalData`. */
function globalData({ scripts }: Configuration): KnownTable {
  const added = scripts.flatMap(({ calls }) => calls('addGlobalData'))
  return Object.fromEntries(
    added.flatMap(({ inputs: [name, value] }): [string, KnownValue][] => {
      const known = knownInCode(isFunction(value) ? value.result() : value)
      return typeof name === 'string' && known !== undefined ? [[normalizeKey(name), known]] : []
    }),
  )
}

/** The folder that the configuration returns, exports or sets. */
function inputFolder(scripts: readonly Script[]): string | undefined {
  const set = scripts.flatMap(({ calls }) => calls('setInputDirectory'))
  return (
    exportedText(scripts, 'dir.input') ??
    scripts.map(({ names }) => textIn(names, 'config.dir.input')).find((folder) => folder !== undefined) ??
    toText(set[0]?.inputs[0])
  )
}

/** The content folder, which contains Eleventy's data folder. */
function aboveData(paths: string[]): string | undefined {
  return paths.map((path) => /^(.+)\/_data\//.exec(path)?.[1]).find((folder) => folder !== undefined)
}

/** The keys by which a data file that is code may keep articles back, and the address. */
const DECIDING_KEYS =
  'permalink draft published hidden unlisted private status visibility eleventyExcludeFromCollections'.split(
    ' ',
  )

/** A key that stands in the code, but not with a value that can be read. */
function unreadKeys(path: string, text: string, script?: Script): string[] {
  if (!path.endsWith('js')) return []
  if (!isObject(script?.exported)) return DECIDING_KEYS.filter((key) => new RegExp(`\\b${key}\\b`).test(text))
  return DECIDING_KEYS.filter((key) => {
    const value = statedAt(script.exported, key)
    return isUnknown(value) && patternOf(value) === undefined
  })
}

/** Reads `ignores.add("…")`; the ignore files are read beside it. */
function readExclusions({ scripts }: Configuration): Exclusions {
  const patterns = scripts.flatMap(({ calls }) => calls('ignores.add').map(({ inputs }) => toText(inputs[0])))
  return {
    exclusions: patterns.flatMap((pattern) =>
      excludeEach('ignores.add', pattern === undefined ? [] : [pattern]),
    ),
    ...(patterns.includes(undefined) && { unread: ['ignores.add'] }),
  }
}

/** Reads the fields of a data file; of code, which is not run, only plain values, and a permalink that is a pattern. */
function readDirectoryData(path: string, text: string, script?: Script): Fields {
  if (path.endsWith('js')) {
    const values = DECIDING_KEYS.map((key): [string, string | undefined] => {
      const value = statedAt(script?.exported, key)
      return [normalizeKey(key), toText(value) ?? (key === 'permalink' ? patternOf(value) : undefined)]
    })
    return new Map(values.filter((entry): entry is [string, string] => entry[1] !== undefined))
  }
  const fields = readMarkup(path, text)
  const computed = fields.get('eleventycomputed')
  return new Map([...fields, ...(isFields(computed) ? computed : [])])
}

/** What Eleventy computes takes the place of what the file states. */
function statedAt(exported: CodeValue | undefined, key: string): CodeValue | undefined {
  return valueIn(exported, `eleventyComputed.${key}`) ?? valueIn(exported, key)
}

/** Tags that only name collections for templates. */
const COLLECTION = /^(?:posts?|all|nav|blog|articles?|notes?)$/i

function dropCollections(key: string, value: Value | undefined): Value | undefined {
  if (key !== 'tags') return value
  const tags = typeof value === 'string' ? value.split(',') : asList(value)
  return tags.filter((tag) => typeof tag !== 'string' || !COLLECTION.test(tag.trim()))
}

/** Fills in the values and filters of a typed permalink that need no template engine. */
function fillTyped(generator: Generator, typed: string, input: PermalinkInput): string | undefined {
  const { fields, file, published, timezone, title = '' } = input
  const { folders, name } = partsOf(generator, file)
  const slug = typedSlug(fields)
  const date = formatClock(published, timezone)
  const filled = typed.replace(/\{\{([^{}]*)\}\}/g, (all, inner: string) => {
    const expression = inner.replace(/^-|-$/g, '')
    const [value = '', ...filters] = expression.split('|').map((part) => part.trim())
    const values: Record<string, string | undefined> = {
      'page.fileSlug': withoutDate(name),
      'page.filePathStem': `/${[...folders, withoutDate(name)].join('/')}`,
      slug,
      title,
      'page.date': date,
      date,
    }
    const start = value
      .split(/\sor\s/)
      .map((name) => ownValue(values, name.trim()))
      .find((text) => text !== undefined)
    if (start === undefined) return all
    let text = start
    for (const filter of filters) {
      const format = /^date:?\s*\(?["'](.*)["']\)?$/.exec(filter)?.[1]
      if (filter === 'slugify') text = slugifyFilter(text)
      else if (filter === 'slug') text = plainSlug(text)
      else if (format !== undefined && /^[%YmdHMS/-]+$/.test(format)) text = formatAs(format, date)
      else return all
    }
    return text
  })
  return literalAddress(filled)?.replace(/index\.html$/, '')
}

function formatAs(format: string, clock: string): string {
  const { year, month, day } = dateTokens(clock)
  return format.replace(/%Y/g, year!).replace(/%m/g, month!).replace(/%d/g, day!)
}

/** The feeds of its plugin, of templates, and of templates that the configuration adds. */
function readFeeds(configuration: Configuration): FormerFeed[] {
  const { scripts, templates } = configuration
  const plugins = scripts.flatMap(({ calls }) => calls('addPlugin'))
  const added = scripts
    .flatMap(({ calls }) => calls('addTemplate'))
    .map(({ inputs: [path, text, data] }) => ({
      path: toText(path) ?? '',
      text: toText(text) ?? '',
      permalink: textIn(data, 'permalink') ?? '',
    }))
  return [
    ...plugins.flatMap(({ inputs: [, options] }) => {
      const type = textIn(options, 'type')
      return feedAt(textIn(options, 'outputPath'), '', type === 'rss' || type === 'json' ? type : 'atom')
    }),
    ...feedsOfTemplates([...templates, ...added], valuesOf(configuration)),
  ]
}
