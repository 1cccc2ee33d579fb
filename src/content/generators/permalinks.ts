import { asList, findText } from '../front-matter/fields.ts'
import { formatClock } from '../text/dates.ts'
import { fillEleventy } from './eleventy.ts'
import type { Generator, GeneratorName } from './generator.ts'
import { hugoPath } from './hugo.ts'
import { jekyllName, jekyllPath, jekyllTokens, STYLES } from './jekyll.ts'
import {
  dateTokens,
  directory,
  fill,
  partsOf,
  plainSlug,
  plainWords,
  slugOf,
  withoutDate,
} from './patterns.ts'
import type { PermalinkInput } from './permalink-input.ts'

/** The front matter keys in which a generator looks for the whole address of a page. */
const EXPLICIT: Record<GeneratorName, string[]> = {
  hugo: ['url'],
  jekyll: ['permalink'],
  eleventy: ['permalink'],
  zola: ['path'],
  astro: ['permalink', 'url', 'path'],
  docusaurus: [],
  hexo: ['permalink'],
  pelican: ['url'],
  next: ['permalink', 'url', 'path'],
  gatsby: ['permalink', 'path'],
  svelte: ['permalink', 'url', 'path'],
  vitepress: ['permalink'],
}

/** The keys of front matter that hold a whole address. */
export function explicitKeys({ name }: Generator): readonly string[] {
  return EXPLICIT[name]
}

/** The path of an article's page, as the generator makes it: from the site's root, without a slash at its start. */
export function pathOf(generator: Generator, article: PermalinkInput): string {
  const path = PATHS[generator.name](generator, article)
  const { languageFolder } = article
  const translated = languageFolder === undefined ? path : `${languageFolder}/${path}`
  return translated.replace(/^\/+/, '').replace(/\/{2,}/g, '/')
}

/** The path that a typed permalink means, where it is a pattern; undefined for one that nobody can fill in. */
export function fillTyped(generator: Generator, typed: string, article: PermalinkInput): string | undefined {
  if (generator.name === 'jekyll' && (/:\w/.test(typed) || Object.hasOwn(STYLES, typed)))
    return fill(STYLES[typed] ?? typed, jekyllTokens(generator, article))
  // Zola's addresses end in a slash, typed or not.
  if (generator.name === 'zola') return typed.replace(/\/*$/, '/')
  if (!/\{[{%]/.test(typed)) return generator.name === 'eleventy' ? typed.replace(/index\.html$/, '') : typed
  return generator.name === 'eleventy' ? fillEleventy(typed, generator, article) : undefined
}

const PATHS: Record<GeneratorName, (generator: Generator, article: PermalinkInput) => string> = {
  hugo: hugoPath,
  jekyll: jekyllPath,
  eleventy: (generator, { file }) => {
    const { folders, name } = partsOf(generator, file)
    return directory(folders.at(-1) === name ? folders : [...folders, name])
  },
  zola: (generator, { file, fields }) => {
    const { folders, name } = partsOf(generator, file)
    const isKept = generator.options.slugify === 'safe' || generator.options.slugify === 'off'
    const toSlug = isKept ? (text: string) => text : (text: string) => plainSlug(text.replace(/['’]/g, '-'))
    return directory([...folders.map(toSlug), toSlug(slugOf(fields) ?? withoutDate(name))])
  },
  docusaurus: docusaurusPath,
  hexo: hexoPath,
  pelican: pelicanPath,
  astro: (generator, { file, fields }) => {
    const { folders, name } = partsOf(generator, file)
    const path = [
      ...folders.filter((folder) => folder !== 'pages').map(plainWords),
      slugOf(fields) ?? plainWords(name),
    ]
    return generator.options.trailingSlash === 'never' ? path.join('/') : directory(path)
  },
  gatsby: (_, { file, fields }) => directory([slugOf(fields) ?? file.stem]),
  next: pagePath,
  svelte: pagePath,
  vitepress: (generator, { file }) => {
    const { folders, name } = partsOf(generator, file)
    return [...folders, name].join('/') + (generator.options.cleanUrls === 'true' ? '' : '.html')
  },
}

/** Frameworks leave the pages to the author, who mostly calls them by the folder: `posts/x.md` is `/posts/x`. */
function pagePath({ folder }: Generator, { file, fields }: PermalinkInput): string {
  const above = folder
    .split('/')
    .filter((part) => !/^(?:src|content|contents|data|app|pages|public|static|lib|routes|)$/.test(part))
  const inside = file.stem.split('/').filter((part) => !/^(?:content|src|app|routes|\+?page)$/.test(part))
  const name = inside.pop() ?? ''
  const folders = [...above.slice(-1), ...inside].map((part) => part.replace(/^_/, ''))
  return [...folders, slugOf(fields) ?? name].join('/')
}

function docusaurusPath(generator: Generator, { fields, file }: PermalinkInput): string {
  const base = generator.options.base ?? (generator.folder.split('/').at(-1) || 'blog')
  const slug = findText(fields, ['slug'])?.value
  const [, folder = '', date, text = ''] =
    /^(.*?)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*)$/.exec(file.stem) ?? []
  const own = slug ?? (date === undefined ? file.stem : `${date.replaceAll('-', '/')}/${folder}${text}`)
  const path = `${base}/${own}`.replace(/\/+$/, '')
  return generator.options.trailingSlash === 'true' ? `${path}/` : path
}

function hexoPath(generator: Generator, article: PermalinkInput): string {
  const { fields, file, published, timezone, title = '' } = article
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
  // Whatever else is in front matter may be named, as the plugins do that count articles.
  const pattern = (generator.permalinks[''] ?? ':year/:month/:day/:title/').replace(/:(\w+)/g, (all, name) =>
    Object.hasOwn(tokens, name) ? all : (findText(fields, [name])?.value ?? all),
  )
  const path = fill(pattern, tokens)
  if (trailingIndex === 'false') return path.replace(/index\.html$/, '')
  return trailingHtml === 'false' ? path.replace(/\.html$/, '') : path
}

function pelicanPath(generator: Generator, article: PermalinkInput): string {
  const { fields, file, published, timezone, title = '' } = article
  const isNamed = generator.options.slugSource === 'basename'
  const { folders, name } = partsOf(generator, file)
  const toSlug = (text: string) => plainSlug(text.replace(/[^\p{L}\p{M}\p{N}_\s-]/gu, ''))
  const slug = slugOf(fields) ?? toSlug(isNamed ? name : title)
  const date = dateTokens(formatClock(published, timezone))
  const formats: Record<string, string> = {
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
  const { language, translated } = generator.options
  const lang = findText(fields, ['lang'])?.value ?? language ?? 'en'
  return (lang === language ? generator.permalinks[''] : translated)!
    .replace(/\{date:([^}]*)\}/g, (_, format: string) =>
      format.replace(/%-?([a-zA-Z])/g, (all, letter: string) => date[formats[letter] ?? ''] ?? all),
    )
    .replace(/\{(\w+)\}/g, (all, key: string) => {
      if (key === 'slug') return slug
      if (key === 'category') return toSlug(findText(fields, ['category'])?.value ?? folders[0] ?? 'misc')
      if (key === 'lang') return lang
      return key === 'author' ? toSlug(findText(fields, ['author'])?.value ?? '') : all
    })
}

/** The id under which the generator's own feed has an article: mostly its permalink. */
export function feedId(generator: Generator, permalink: string, article: PermalinkInput): string {
  if (generator.name === 'jekyll') {
    const slug =
      findText(article.fields, ['slug'])?.value ?? jekyllName(partsOf(generator, article.file).name)
    return new URL(encodeURI(slug), permalink.replace(/\/$/, '')).href
  }
  if (generator.name === 'pelican') {
    const { hostname, pathname } = new URL(permalink)
    return `tag:${hostname},${formatClock(article.published, article.timezone).slice(0, 10)}:${pathname}`
  }
  return permalink
}
