import { asList, findText } from '../../front-matter/fields.ts'
import type { Fields } from '../../front-matter/parse.ts'
import { toLatinWidely } from '../../text/transliterate.ts'
import { decodePart } from '../../text/urls.ts'
import { exportedText, isObject, type Script, textsIn, valueIn } from '../code/code-value.ts'
import { type Configuration, toFolder } from '../configuration.ts'
import { type FormerFeed, feedAt } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import type { Generator } from '../generator.ts'
import { excludeEach } from '../ignore-patterns.ts'
import { clockAsTyped, dateTokens, partsOf, typedSlug, withoutDate } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import { pythonMarkdownFeatures } from '../renderers/python-markdown.ts'
import type { Exclusions, GeneratorRow } from '../row.ts'

/** Pelican, whose configuration is Python. */
export const PELICAN: GeneratorRow = {
  name: 'pelican',
  label: 'Pelican',
  marks: [[/^pelicanconf\.py$/]],
  configFiles: ['publishconf.py', 'pelicanconf.py'],
  content: ['content'],
  readFeeds,
  feedSlugs: (name, { options }) => [toSlug(name, options)],
  readOptions: ({ scripts }) => ({
    content: toFolder(exportedText(scripts, 'PATH')),
    keepsLetters: exportedText(scripts, 'SLUGIFY_USE_UNICODE'),
    slugSource: exportedText(scripts, 'SLUGIFY_SOURCE'),
    slugInName: slugInName(exportedText(scripts, 'FILENAME_METADATA')),
    translated: exportedText(scripts, 'ARTICLE_LANG_URL') ?? '{slug}-{lang}.html',
    language: exportedText(scripts, 'DEFAULT_LANG') ?? 'en',
    category: defaultCategory(scripts),
    foldersAreCategories: exportedText(scripts, 'USE_FOLDER_AS_CATEGORY'),
    author: exportedText(scripts, 'AUTHOR'),
    tagUrl: exportedText(scripts, 'TAG_URL') ?? 'tag/{slug}.html',
    categoryUrl: exportedText(scripts, 'CATEGORY_URL') ?? 'category/{slug}.html',
    authorUrl: exportedText(scripts, 'AUTHOR_URL') ?? 'author/{slug}.html',
  }),
  readPermalinks: ({ scripts }) => ({ '': exportedText(scripts, 'ARTICLE_URL') ?? '{slug}.html' }),
  readDefaults: readMetadata,
  readExclusions,
  // The default of PAGE_PATHS.
  isPage: ({ folder, content }, path) =>
    content.some((root) => `${folder}/${path}`.replace(/^\//, '').startsWith(`${root}/pages/`)),
  readFeatures: ({ scripts }) => [
    ...pythonMarkdownFeatures(extensionsOf(scripts)),
    exportedText(scripts, 'TYPOGRIFY') === 'true' && 'smartypants',
  ],
  readMounts: ({ scripts }) => atTop([exportedText(scripts, 'PATH') ?? 'content']),
  // It has a table of all scripts.
  isGuessedAddress: ({ options }, permalink) => options.keepsLetters !== 'true' && /%[c-f]/i.test(permalink),
  addressKeys: ['url'],
  titleMarkup: 'html',
  pathOf,
  feedId(_, permalink, input) {
    const { hostname, pathname } = new URL(permalink)
    return `tag:${hostname},${clockAsTyped(input).slice(0, 10)}:${pathname}`
  },
  pageOf,
  // Its Markdown has links to addresses with blanks.
  adaptMarkdown: (source) =>
    source.replace(
      /\]\(([{|](?:tag|category|author|filename|static|attach)[}|][^()\n"']{1,200})\)/g,
      (_, target: string) => `](${target.trim().replaceAll(' ', '%20')})`,
    ),
  root: /^(?:\{|%7B|\||%7C)(?:static|attach|filename)(?:\}|%7D|\||%7C)/i,
  // Python-Markdown reads `:::python` and `#!python` above code as the name of its language.
  adaptHtml: (html) =>
    html.replace(/<pre><code>(?::::|#!)([\w+#-]{1,30})(?: [^\n<]*)?\n/g, '<pre><code class="language-$1">'),
}

/** Whether the names of files have slugs, and dates before them. */
function slugInName(expression: string | undefined): string | undefined {
  if (!expression?.includes('(?P<slug>')) return undefined
  return expression.includes('(?P<date>') ? 'dated' : 'alone'
}

/** The page of a tag, a category or an author, or the start page. */
function pageOf({ options }: Generator, reference: string): string | undefined {
  const [, kind, name = ''] =
    /^(?:\{|%7B|\||%7C)(tag|category|author|index)(?:\}|%7D|\||%7C)(.*)$/is.exec(reference) ?? []
  if (kind === undefined) return undefined
  if (kind.toLowerCase() === 'index') return ''
  return options[`${kind.toLowerCase()}Url`]?.replaceAll('{slug}', toSlug(decodePart(name) ?? name, options))
}

/** The extensions of Python-Markdown; a `MARKDOWN` of the site takes the place of the whole default. */
function extensionsOf(scripts: readonly Script[]): string[] {
  const stated = scripts.map(({ names }) => names.get('MARKDOWN')).find((value) => value !== undefined)
  if (!isObject(stated)) return ['extra']
  const configured = valueIn(stated, 'extension_configs')
  return [...(isObject(configured) ? configured.keys() : []), ...textsIn(valueIn(stated, 'extensions')).texts]
}

/** The status that `DEFAULT_METADATA` gives to all articles. */
function readMetadata({ scripts }: Configuration): [folder: string, fields: Fields][] {
  const status = exportedText(scripts, 'DEFAULT_METADATA.status')
  return status ? [['', new Map([['status', status]])]] : []
}

/** Reads `IGNORE_FILES`, patterns of names, and `ARTICLE_EXCLUDES`, folders of the content. */
function readExclusions({ scripts }: Configuration): Exclusions {
  const content = toFolder(exportedText(scripts, 'PATH')) ?? 'content'
  const stated = (name: string) => scripts.find(({ names }) => names.has(name))?.names.get(name)
  const files = textsIn(stated('IGNORE_FILES'))
  const folders = textsIn(stated('ARTICLE_EXCLUDES'))
  return {
    exclusions: [
      ...excludeEach('IGNORE_FILES', files.texts, '**/'),
      ...excludeEach(
        'ARTICLE_EXCLUDES',
        folders.texts,
        content === '' || content === '.' ? '' : `${content}/`,
      ),
    ],
    unread: [...(files.isWhole ? [] : ['IGNORE_FILES']), ...(folders.isWhole ? [] : ['ARTICLE_EXCLUDES'])],
  }
}

/** The date tokens for the letters of Python's `strftime`. */
const DATE_FORMATS: Record<string, string> = {
  Y: 'year',
  m: 'month',
  d: 'day',
  y: 'short_year',
  b: 'short_month',
  B: 'long_month',
  H: 'hour',
  M: 'minute',
  j: 'y_day',
}

/** Its own function, with Unidecode for letters that are not Latin, unless the site keeps them. */
function toSlug(text: string, { keepsLetters }: Generator['options']): string {
  const letters = text.normalize('NFKC')
  const kept = keepsLetters === 'true' ? letters.toLowerCase() : toLatinWidely(letters)
  return kept
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .trim()
    .replace(/[-\s]+/g, '-')
}

function pathOf(generator: Generator, input: PermalinkInput): string {
  const { fields, file, title = '' } = input
  const { slugSource, slugInName } = generator.options
  const { folders, name } = partsOf(generator, file)
  const undated = withoutDate(name)
  const isNamed = slugInName === 'alone' || (slugInName === 'dated' && undated !== name)
  const slug =
    typedSlug(fields) ??
    (isNamed ? undated : toSlug(slugSource === 'basename' ? name : title, generator.options))
  const date = dateTokens(clockAsTyped(input))
  const { language, translated } = generator.options
  const lang = findText(fields, ['lang'])?.value ?? language ?? 'en'
  return (lang === language ? generator.permalinks[''] : translated)!
    .replace(/\{date:([^{}]*)\}/g, (_, format: string) =>
      format.replace(/%-?([a-zA-Z])/g, (all, letter: string) => date[DATE_FORMATS[letter] ?? ''] ?? all),
    )
    .replace(/\{(\w+)\}/g, (all, key: string) => {
      if (key === 'slug') return slug
      if (key === 'category') return toSlug(categoryOf(generator, fields, folders), generator.options)
      if (key === 'lang') return lang
      return key === 'author' ? toSlug(authorOf(generator, fields), generator.options) : all
    })
}

/** The typed category, or else the folder that the file is in, or the default. */
function categoryOf({ options }: Generator, fields: Fields, folders: readonly string[]): string {
  const folder = options.foldersAreCategories === 'false' ? undefined : folders.at(-1)
  return findText(fields, ['category'])?.value ?? folder ?? options.category ?? 'misc'
}

/** The typed author, or else the first of `authors`, or the author of the site. */
function authorOf({ options }: Generator, fields: Fields): string {
  const one = findText(fields, ['author'])?.value
  if (one !== undefined) return one
  const many = fields.get('authors')
  const names = typeof many === 'string' ? many.split(many.includes(';') ? ';' : ',') : asList(many)
  const first = names.find((name) => typeof name === 'string' && name.trim() !== '')
  return typeof first === 'string' ? first : (options.author ?? '')
}

function defaultCategory(scripts: readonly Script[]): string {
  return exportedText(scripts, 'DEFAULT_CATEGORY') ?? 'misc'
}

/** The names of its feeds in the folder `feeds` by default; those of categories, authors and translations have a wildcard. */
const FEED_DEFAULTS: Record<string, string> = {
  FEED_ALL_ATOM: 'all',
  CATEGORY_FEED_ATOM: '*',
  AUTHOR_FEED_ATOM: '*',
  AUTHOR_FEED_RSS: '*',
  TRANSLATION_FEED_ATOM: 'all-*',
}

/** Categories are tags here, and sections where they are the names of folders. */
function readFeeds({ scripts }: Configuration): FormerFeed[] {
  const read = (kind: string, folders: string[]) =>
    (['atom', 'rss'] as const).flatMap((format) => {
      const name = `${kind}_${format.toUpperCase()}`
      const isStated = scripts.some(({ names }) => names.has(name))
      const given = FEED_DEFAULTS[name]
      const path = isStated ? exportedText(scripts, name) : given && `feeds/${given}.${format}.xml`
      const pattern = path?.replace(/\{\w+\}|%s/g, '*')
      return folders.flatMap((folder) => feedAt(pattern, folder, format))
    })
  return [
    ...read('FEED_ALL', ['']),
    ...read('FEED', ['']),
    ...read('TRANSLATION_FEED', ['*']),
    ...read('CATEGORY_FEED', ['*', 'tags/*']),
    // Articles that state no category have this one.
    ...read('CATEGORY_FEED', ['']).map(
      ([path, ...rest]): FormerFeed => [path.replace('*', toSlug(defaultCategory(scripts), {})), ...rest],
    ),
    ...read('TAG_FEED', ['tags/*']),
    ...read('AUTHOR_FEED', ['authors/*']),
  ]
}
