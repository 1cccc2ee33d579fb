import { asList, findText, isFields } from '../../front-matter/fields.ts'
import { normalizeKey } from '../../front-matter/normalize-key.ts'
import { formatClock, parseDate } from '../../text/dates.ts'
import { type Configuration, textAt, toFolder } from '../configuration.ts'
import { type FormerFeed, feedAt, ofPostFolder } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import type { Generator } from '../generator.ts'
import { excludeEach, textsOf } from '../ignore-patterns.ts'
import { dateTokens, fillPattern, partsOf, plainWords, withoutDate } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import { isOn } from '../renderers/is-on.ts'
import type { GeneratorRow } from '../row.ts'
import { toTable } from '../values/known-values.ts'
import { siteWithData } from '../values/site-values.ts'
import { adaptTimes } from '../values/yaml-times.ts'

/** Hexo, whose content is in `source`. */
export const HEXO: GeneratorRow = {
  name: 'hexo',
  label: 'Hexo',
  marks: [[/^_config\.yml$/, /^(?:scaffolds|source)$/]],
  dependency: 'hexo',
  configFiles: ['_config.yml'],
  dataFiles: ['source/_data/**'],
  content: ['source'],
  readFeeds,
  feedSlugs: (name) => [slugize(name)],
  readOptions: ({ fields }) => ({
    content: toFolder(textAt(fields, 'source_dir')),
    newPostName: textAt(fields, 'new_post_name'),
    category: textAt(fields, 'default_category'),
    trailingIndex: textAt(fields, 'pretty_urls.trailing_index'),
    trailingHtml: textAt(fields, 'pretty_urls.trailing_html'),
  }),
  readPermalinks({ fields }): Record<string, string> {
    const pattern = textAt(fields, 'permalink')
    return pattern === undefined ? {} : { '': pattern }
  },
  isPage: ({ folder }, path) => (folder === '' || folder === 'source') && !/(?:^|\/)_[^/]+\//.test(path),
  readExclusions({ fields }) {
    const root = `${toFolder(textAt(fields, 'source_dir')) ?? 'source'}/`
    const read = (key: string, base: string, more = {}) =>
      excludeEach(`${key} in _config.yml`, textsOf(fields.get(normalizeKey(key))), base, more)
    return {
      exclusions: [
        ...['exclude', 'ignore', 'skip_render'].flatMap((key) => [...read(key, root), ...read(key, '')]),
        ...read('include', root, { isException: true }),
      ],
    }
  },
  // It takes the clock in UTC for that of the site.
  adaptFields: (fields, source) =>
    adaptTimes(fields, source, (time, zone) => {
      const instant = parseDate(time + (zone ?? ''), 'UTC')
      return instant === undefined ? time + (zone ?? '') : formatClock(instant, 'UTC')
    }),
  readFeatures: ({ fields }) => [
    isOn(fields, 'marked.smartypants', true) && 'smartypants',
    isOn(fields, 'marked.breaks', true) && 'breaks',
    isOn(fields, 'marked.descriptionLists', true) && 'definition-lists',
  ],
  readMounts: ({ fields }) => atTop([textAt(fields, 'source_dir') ?? 'source']),
  addressKeys: ['permalink'],
  postFolders: /^_(?:posts|drafts)$/,
  pathOf,
  // Hexo adds the path of the site only to images.
  siteRelative: /^\/(?!\/)[^?#]*\.(?:png|jpe?g|gif|webp|svg|avif|bmp)(?:[?#]|$)/i,
  bundle: /^(.+)\.\w+$/s,
  fillsTemplates: true,
  // Its tags spare code, where `raw` alone counts.
  templateOf: () => ({ escapes: 'raw' }),
  readValues: (configuration) => ({ config: toTable(configuration.fields), ...siteWithData(configuration) }),
  valuesOfPage: (page) => ({ ...page, page }),
}

/** Letters of Latin that have no accent to lose, each with what its function `slugize` writes. */
const PLAIN = new Map(
  'ßs æae œoe øo đd ħh ıi łl ŧt ɨi ƶz ǥg'.split(' ').map((pair) => [pair.charAt(0), pair.slice(1)]),
)

/** A tag as its addresses have it, but for its case. */
function slugize(name: string): string {
  return [...name.normalize('NFC').toLowerCase()]
    .map((letter) => (/\p{Script=Latin}/u.test(letter) ? plain(letter) : letter))
    .join('')
    .replace(/\p{Cc}+/gu, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-')
    .replace(/^-|-$/g, '')
}

function plain(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}+/gu, '')
  return PLAIN.get(base) ?? base
}

function pathOf(generator: Generator, input: PermalinkInput): string {
  const { fields, file, published, timezone, title = '' } = input
  const { folders, name } = partsOf(generator, file)
  const { newPostName = '', category = 'uncategorized', trailingIndex, trailingHtml } = generator.options
  const basename = /:year-:month-:day-:title/.test(newPostName) ? withoutDate(name) : name
  const above = folders.filter((folder) => folder !== '_posts')
  const first = asList(fields.get('categories')).flat()[0]
  const tokens: Record<string, string> = {
    ...dateTokens(formatClock(published, timezone)),
    title: [...above, basename].join('/'),
    name: basename,
    post_title: plainWords(title),
    category:
      typeof first === 'string' ? first.replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-') : category,
    lang: findText(fields, ['lang', 'language'])?.value ?? '',
    layout: findText(fields, ['layout'])?.value ?? 'post',
  }
  // Any front matter key may be a token: plugins that number articles rely on it.
  const pattern = (generator.permalinks[''] ?? ':year/:month/:day/:title/').replace(/:(\w+)/g, (all, name) =>
    Object.hasOwn(tokens, name) ? all : (findText(fields, [name])?.value ?? all),
  )
  const path = fillPattern(pattern, tokens)
  if (trailingIndex === 'false') return path.replace(/index\.html$/, '')
  return trailingHtml === 'false' ? path.replace(/\.html$/, '') : path
}

/** The feeds of hexo-generator-feed, whose types and paths may be lists. */
function readFeeds({ fields }: Configuration, place: string): FormerFeed[] {
  const feed = fields.get('feed')
  const read = (key: string) => textsOf(isFields(feed) ? feed.get(key) : undefined)
  const types = read('type')
  return [
    ...read('path').flatMap((path, index) => {
      const type = types[index] ?? types[0]
      return feedAt(
        path,
        '',
        type === 'rss2' || type === 'rss' ? 'rss' : type === 'atom' ? 'atom' : undefined,
      )
    }),
    ...feedAt('rss2.xml'),
    [`${toFolder(textAt(fields, 'tag_dir')) ?? 'tags'}/*/`, 'tags/*'],
    [`${toFolder(textAt(fields, 'category_dir')) ?? 'categories'}/**/*/`, 'tags/*'],
    ...(place === '' ? ofPostFolder('_posts') : []),
  ]
}
