import { Parser } from 'htmlparser2'
import { slugify } from '../content/text/urls.ts'
import { toAbsolute } from './dialects.ts'
import { addressKey, type HomeSite, matchItems } from './match.ts'
import type { KnownArticle } from './published.ts'

/** The addresses that a sitemap lists: of pages, or of further sitemaps. */
export interface Sitemap {
  kind: 'pages' | 'sitemaps'
  addresses: string[]
}

/** An article and the address of its page on the live site. */
export interface LivePage {
  url: string
  article: KnownArticle
}

/** Reads a document as sitemaps.org 0.9 describes it; undefined if it is not one. */
export function readSitemap(text: string, address?: string): Sitemap | undefined {
  let kind: Sitemap['kind'] | undefined
  const addresses: string[] = []
  const open: string[] = []
  let found = ''
  const parser = new Parser(
    {
      onopentag(name) {
        const local = name.replace(/^.*:/, '')
        if (open.length === 0)
          kind = local === 'urlset' ? 'pages' : local === 'sitemapindex' ? 'sitemaps' : undefined
        open.push(local)
        found = ''
      },
      ontext(part) {
        found += part
      },
      onclosetag() {
        // `image:loc` stands deeper.
        const url = open.pop() === 'loc' && open.length === 2 ? toAbsolute(found.trim(), address) : undefined
        if (url !== undefined) addresses.push(url)
      },
    },
    { xmlMode: true },
  )
  parser.end(text)
  return kind && { kind, addresses }
}

/** Finds the page of each article: by its address, or else by a name that only one page and one article have. */
export function matchPages(
  addresses: readonly string[],
  articles: readonly KnownArticle[],
  home: HomeSite,
): LivePage[] {
  const items = [...new Set(addresses)].map((url) => ({ id: url, url, enclosureUrls: [] }))
  const { pairs, unmatched } = matchItems({ homeUrl: home.url, items }, articles, home)
  const known = new Set(pairs.map(({ article }) => article))
  const pages = Map.groupBy(unmatched, ({ url }) => nameOfPage(url!))
  const free = Map.groupBy(
    articles.filter((article) => !known.has(article)),
    ({ path }) => nameOfArticle(path),
  )
  const named = [...free].flatMap(([name, [article, ...others]]) => {
    const [page, ...rivals] = pages.get(name) ?? []
    return page && name !== '' && others.length + rivals.length === 0
      ? [{ url: page.url!, article: article! }]
      : []
  })
  return [...pairs.map(({ item, article }) => ({ url: item.url!, article })), ...named]
}

/** Whether the page is at another address than the article would have. */
export function isMisplaced({ url, article }: LivePage): boolean {
  return addressKey(url) !== addressKey(article.permalink)
}

function nameOfPage(url: string): string {
  return slugify(
    addressKey(url)
      ?.split('/')
      .slice(1)
      .at(-1)
      ?.replace(/\.html?$/, '')
      .replace(DATE, '') ?? '',
  )
}

function nameOfArticle(path: string): string {
  const parts = path.replace(/\.\w+$/, '').split('/')
  const name = (/^_?index$/.test(parts.at(-1)!) ? parts.at(-2) : parts.at(-1)) ?? ''
  return slugify(name.replace(DATE, ''))
}

const DATE = /^\d{4}-\d\d-\d\d[-_](?=.)/
