import { asList, findText, isFields } from '../../front-matter/fields.ts'
import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Fields, Value } from '../../front-matter/parse.ts'
import { dropAtEnd } from '../../text/characters.ts'
import { formatClock } from '../../text/dates.ts'
import { type Configuration, textAt } from '../configuration.ts'
import { type FormerFeed, feedAt, ofPostFolder } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import { type Generator, ownValue } from '../generator.ts'
import { excludeEach, textsOf } from '../ignore-patterns.ts'
import { dateTokens, fillPattern, literalAddress, partsOf, typedSlug } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import { kramdownFeatures } from '../renderers/kramdown.ts'
import type { Exclusions, GeneratorRow } from '../row.ts'
import { siteWithData } from '../values/site-values.ts'
import { LIQUID } from '../values/template-language.ts'
import { adaptTimes } from '../values/yaml-times.ts'

/** Jekyll, whose posts and collections are in folders that start with `_`. */
export const JEKYLL: GeneratorRow = {
  name: 'jekyll',
  label: 'Jekyll',
  marks: [[/^_config\.(?:ya?ml|toml)$/], [/^_posts$/, /^(?:_layouts|Gemfile)$/]],
  configFiles: ['_config.yml', '_config.yaml', '_config.toml'],
  dataFiles: ['_data/**'],
  readFeeds,
  feedSlugs: slugsOf,
  readOptions: ({ fields }) => ({
    excerptSeparator: textAt(fields, 'excerpt_separator'),
    collections: collectionsOf(fields),
  }),
  readFeatures: kramdownFeatures,
  readPermalinks,
  readDefaults,
  readExclusions,
  excludes,
  // The rule of jekyll-feed.
  titleKeys: ['title', 'name'],
  titleMarkup: 'smart-html',
  titleOfName: (name) =>
    withoutAnyDate(name)
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
      .join(' '),
  adaptFields: (fields, source) => adaptTimes(fields, source, (time, zone) => time + (zone ?? 'Z')),
  readMounts: ({ fields }) => atTop([textAt(fields, 'source') ?? '']),
  hasPathAsBaseUrl: true,
  postFolders: /^_(?:posts|drafts)$/,
  isPage: ({ folder }, path) => (folder === '' || folder === 'source') && !/(?:^|\/)_[^/]+\//.test(path),
  readTags: splitWords,
  addressKeys: ['permalink'],
  fillTyped,
  pathOf,
  feedId,
  fillsTemplates: true,
  templateOf: (_, { renderwithliquid }) => (renderwithliquid === 'false' ? undefined : LIQUID),
  readValues: siteWithData,
}

function readPermalinks({ fields }: Configuration): Record<string, string> {
  const permalinks: Record<string, string> = {}
  const ofSite = textAt(fields, 'permalink')
  if (ofSite !== undefined) permalinks[''] = ofSite
  const collections = fields.get('collections')
  for (const [name, collection] of isFields(collections) ? collections : []) {
    const pattern = isFields(collection) ? textAt(collection, 'permalink') : undefined
    if (pattern !== undefined) permalinks[name] = pattern
  }
  return permalinks
}

/** Reads front matter defaults for posts whose scope is a folder. */
function readDefaults({ fields }: Configuration): [folder: string, fields: Fields, pattern?: string][] {
  return asList(fields.get('defaults')).flatMap((entry): [string, Fields, string?][] => {
    const scope = isFields(entry) ? entry.get('scope') : undefined
    const values = isFields(entry) ? entry.get('values') : undefined
    if (!isFields(values) || !isFields(scope) || textAt(scope, 'type') === 'pages') return []
    const path = dropAtEnd(textAt(scope, 'path') ?? '', '/')
    const type = textAt(scope, 'type') ?? 'posts'
    if (path.includes('*')) return [['', values, `${path}{,/**}`]]
    return [[path === '' && type !== 'posts' ? `_${type}` : path, values]]
  })
}

/** The names of the collections, besides posts. */
function collectionsOf(fields: Fields): string {
  const collections = fields.get('collections')
  return (isFields(collections) ? [...collections.keys()] : textsOf(collections)).join(',')
}

/** Reads `exclude` and `include`, whose `*` matches slashes too. */
function readExclusions({ fields }: Configuration): Exclusions {
  const read = (key: string) => textsOf(fields.get(key)).map((pattern) => pattern.replace(/\*+/g, '**'))
  return {
    exclusions: [
      ...excludeEach('exclude in _config.yml', read('exclude')),
      ...excludeEach('include in _config.yml', read('include'), '', { isException: true }),
    ],
  }
}

/** Jekyll takes no file as a post whose name starts without a date, and none at all whose name starts with `#` or `~`. */
function excludes({ folder }: Generator, path: string): string | undefined {
  const whole = `${folder}/${path}`
  if (/(?:^|\/)[#~]/.test(path)) return 'a name that starts with # or ~'
  if (!`/${whole}`.includes('/_posts/')) return undefined
  const name = whole.slice(whole.lastIndexOf('/') + 1)
  return /^\d{2,4}-\d{1,2}-\d{1,2}-./.test(name) ? undefined : 'no date in the file name, in _posts'
}

/** Splits tags at blanks, unless they contain a comma. */
function splitWords(key: string, value: Value | undefined): Value | undefined {
  const isWords = key === 'tags' || key === 'categories'
  return isWords && typeof value === 'string' && !value.includes(',') ? value.trim().split(/\s+/) : value
}

/** Jekyll's named permalink patterns. */
const STYLES: Record<string, string> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
}

/** Fills in a typed permalink that is a pattern or the name of one. */
function fillTyped(generator: Generator, typed: string, input: PermalinkInput): string | undefined {
  const style = ownValue(STYLES, typed)
  const pattern = style ?? (/:\w/.test(typed) ? typed : undefined)
  return pattern === undefined ? literalAddress(typed) : fillPattern(pattern, tokensOf(generator, input))
}

/** The path by the pattern of the collection. */
function pathOf(generator: Generator, input: PermalinkInput): string {
  const { folders } = partsOf(generator, input.file)
  const collection = folders.findLast((folder) => /^_(?!posts$|drafts$)/.test(folder))?.slice(1)
  const pattern =
    collection === undefined
      ? (generator.permalinks.posts ?? generator.permalinks[''] ?? 'date')
      : (ownValue(generator.permalinks, normalizeKey(collection)) ?? '/:collection/:path:output_ext')
  return fillPattern(ownValue(STYLES, pattern) ?? pattern, {
    ...tokensOf(generator, input),
    collection: collection ?? 'posts',
  })
}

/** The tokens of permalink patterns. */
function tokensOf(generator: Generator, input: PermalinkInput): Record<string, string> {
  const { fields, file, published, timezone } = input
  const { folders, name } = partsOf(generator, file)
  const start = folders.findIndex((folder) => folder.startsWith('_'))
  const slug = typedSlug(fields) ?? withoutAnyDate(name)
  const categories = [...(start > 0 ? folders.slice(0, start) : []), ...categoriesOf(fields)]
  return {
    ...dateTokens(formatClock(published, timezone)),
    categories: [...new Set(categories.map((category) => category.toLowerCase()))].join('/'),
    slugified_categories: [...new Set(categories.map(defaultSlug))].join('/'),
    title: prettySlug(slug),
    slug: defaultSlug(slug),
    name: defaultSlug(name),
    path: [...folders.slice(start + 1), name].join('/'),
    output_ext: '.html',
  }
}

/** A name without its leading date, which may also be short, as in `2012-1-5-x`. */
function withoutAnyDate(name: string): string {
  return name.replace(/^\d{2,4}-\d{1,2}-\d{1,2}-(?=.)/, '')
}

/** The id as jekyll-feed makes it: the slug resolved against the permalink. */
function feedId(generator: Generator, permalink: string, { fields, file }: PermalinkInput): string {
  const slug = findText(fields, ['slug'])?.value ?? withoutAnyDate(partsOf(generator, file).name)
  return new URL(encodeURI(slug), permalink.replace(/\/$/, '')).href
}

/** Those of `categories`, which a string parts at blanks, and then the one of `category`. */
function categoriesOf(fields: Fields): string[] {
  const many = fields.get('categories')
  const words = typeof many === 'string' ? many.split(/\s+/).filter(Boolean) : asList(many)
  return [...words, ...asList(fields.get('category'))].filter((entry) => typeof entry === 'string')
}

/** Letters and digits alone, which is stricter than the mode of `:title`. */
function defaultSlug(text: string): string {
  return text
    .replace(/[^\p{M}\p{L}\p{Nd}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
}

function prettySlug(text: string): string {
  return text.replace(/[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu, '-').replace(/^-|-$/g, '')
}

/** The names in the addresses of jekyll-feed, and in those of archives, whose mode is not known. */
function slugsOf(name: string): string[] {
  const [ascii, latin] = [name, name.normalize('NFD')].map((text) => text.replace(/[^A-Za-z\d\p{M}]+/gu, '-'))
  const slugs = [
    name.replace(/[^\p{M}\p{L}\p{Nd}]+/gu, '-'),
    prettySlug(name),
    ascii!.replace(/\p{M}+/gu, '-'),
    latin!.replace(/\p{M}+/gu, ''),
  ]
  return [name, ...slugs.map((slug) => slug.replace(/-{2,}/g, '-').replace(/^-|-$/g, '')).filter(Boolean)]
}

/** The feeds of jekyll-feed: of the posts, of categories, of collections and, where switched on, of tags. */
function readFeeds({ fields }: Configuration, place: string): FormerFeed[] {
  const feed = fields.get('feed')
  const options: Fields = isFields(feed) ? feed : new Map()
  const collections = options.get('collections')
  const ofCollections = isFields(collections)
    ? [...collections].map(([name, one]) => [name, isFields(one) ? textAt(one, 'path') : undefined] as const)
    : textsOf(collections).map((name) => [name, undefined] as const)
  const byTag = textAt(options, 'tags.path') ?? 'feed/by_tag/'
  return [
    ...feedAt(textAt(options, 'path'), '', 'atom'),
    ...ofCollections.flatMap(([name, path]) => feedAt(path ?? `feed/${name}.xml`, `_${name}`, 'atom')),
    ...feedAt(`${dropAtEnd(byTag, '/')}/*.xml`, 'tags/*', 'atom'),
    ...feedAt('feed/*.xml', 'tags/*', 'atom'),
    ...ofCollections.flatMap(([name]) => feedAt(`feed/${name}/*.xml`, 'tags/*', 'atom')),
    ...(place === '' ? ofPostFolder('_posts') : []),
  ]
}
