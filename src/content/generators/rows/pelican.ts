import { findText } from '../../front-matter/fields.ts'
import { formatClock } from '../../text/dates.ts'
import { toFolder } from '../configuration.ts'
import type { Generator } from '../generator.ts'
import { literalIn } from '../literals.ts'
import { dateTokens, partsOf, plainSlug, typedSlug } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import type { GeneratorRow } from '../row.ts'

/** Pelican, whose configuration is Python. */
export const PELICAN: GeneratorRow = {
  name: 'pelican',
  label: 'Pelican',
  marks: [[/^pelicanconf\.py$/]],
  configFiles: ['publishconf.py', 'pelicanconf.py'],
  content: ['content'],
  readOptions: ({ code }) => ({
    content: toFolder(literalIn(code, 'PATH')),
    slugSource: literalIn(code, 'SLUGIFY_SOURCE'),
    translated: literalIn(code, 'ARTICLE_LANG_URL') ?? '{slug}-{lang}.html',
    language: literalIn(code, 'DEFAULT_LANG') ?? 'en',
  }),
  readPermalinks: ({ code }) => ({ '': literalIn(code, 'ARTICLE_URL') ?? '{slug}.html' }),
  // The default of PAGE_PATHS.
  isPage: ({ folder, content }, path) =>
    content.some((root) => `${folder}/${path}`.replace(/^\//, '').startsWith(`${root}/pages/`)),
  addressKeys: ['url'],
  pathOf,
  feedId(_, permalink, { published, timezone }) {
    const { hostname, pathname } = new URL(permalink)
    return `tag:${hostname},${formatClock(published, timezone).slice(0, 10)}:${pathname}`
  },
  root: /^(?:\{|%7B|\||%7C)(?:static|attach|filename)(?:\}|%7D|\||%7C)/i,
  // Python-Markdown reads `:::python` and `#!python` above code as the name of its language.
  adaptHtml: (html) =>
    html.replace(/<pre><code>(?::::|#!)([\w+#-]{1,30})(?: [^\n]*)?\n/g, '<pre><code class="language-$1">'),
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

function pathOf(generator: Generator, input: PermalinkInput): string {
  const { fields, file, published, timezone, title = '' } = input
  const isNamed = generator.options.slugSource === 'basename'
  const { folders, name } = partsOf(generator, file)
  const toSlug = (text: string) => plainSlug(text.replace(/[^\p{L}\p{M}\p{N}_\s-]/gu, ''))
  const slug = typedSlug(fields) ?? toSlug(isNamed ? name : title)
  const date = dateTokens(formatClock(published, timezone))
  const { language, translated } = generator.options
  const lang = findText(fields, ['lang'])?.value ?? language ?? 'en'
  return (lang === language ? generator.permalinks[''] : translated)!
    .replace(/\{date:([^}]*)\}/g, (_, format: string) =>
      format.replace(/%-?([a-zA-Z])/g, (all, letter: string) => date[DATE_FORMATS[letter] ?? ''] ?? all),
    )
    .replace(/\{(\w+)\}/g, (all, key: string) => {
      if (key === 'slug') return slug
      if (key === 'category') return toSlug(findText(fields, ['category'])?.value ?? folders[0] ?? 'misc')
      if (key === 'lang') return lang
      return key === 'author' ? toSlug(findText(fields, ['author'])?.value ?? '') : all
    })
}
