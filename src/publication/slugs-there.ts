import type { Article } from '../content/article/article.ts'
import { rowOf } from '../content/generators/table.ts'
import { canonicalPath } from '../content/library/addresses.ts'
import type { Library } from '../content/library/library.ts'
import type { Problem } from '../content/problem.ts'
import type { Site } from '../content/site/settings.ts'
import { facetSlug } from '../feed/scope.ts'
import { type FormerFeeds, findFormerFeeds, type Slugs } from './former-feeds.ts'

const known = new WeakMap<Library, FormerFeeds>()

/** The feeds that a site had before, whose generator may have written tags and authors in other ways; computed once for a library. */
export function formerFeedsOf(library: Library): FormerFeeds {
  const { site, articles } = library
  const found =
    known.get(library) ??
    findFormerFeeds(site, {
      tags: slugsThere(site, articles, ({ categories }) => categories.map(({ term }) => term)),
      authors: slugsThere(site, articles, ({ authors }) => authors.map(({ name }) => name)),
      sections: sectionsThere(library),
    })
  known.set(library, found)
  return found
}

/** The names of tags or authors that the generator wrote in other ways than we do, or several alike. */
function slugsThere(
  { generator }: Site,
  articles: readonly Article[],
  namesOf: (article: Article) => string[],
): Slugs {
  const { feedSlugs } = generator ? rowOf(generator.name) : {}
  if (!feedSlugs) return {}
  const there = new Map<string, Set<string>>()
  for (const [name, slug] of namesByUse(articles, namesOf))
    for (const one of feedSlugs(name, generator!)) {
      const key = canonicalPath(one)
      const here = there.get(key) ?? new Set()
      if (key !== '') there.set(key, here.add(slug))
    }
  const other = [...there].map(([key, here]) => [key, [...here]] as const)
  return Object.fromEntries(
    other.filter(([key, [slug, ...more]]) => more.length > 0 || canonicalPath(slug!) !== key),
  )
}

/** The sections whose folders the generator wrote in another way. */
function sectionsThere({ site: { generator }, sections }: Library): Slugs {
  const { feedSlugs } = generator ? rowOf(generator.name) : {}
  if (!feedSlugs) return {}
  const slugOf = (folder: string) => feedSlugs(folder, generator!)[0] ?? folder
  const there = sections.map((path) => [canonicalPath(path.split('/').map(slugOf).join('/')), path] as const)
  return Object.fromEntries(
    there.flatMap(([key, path]) => (key === '' || key === canonicalPath(path) ? [] : [[key, [path]]])),
  )
}

/** All names with their slugs here; those in more articles first. */
function namesByUse(
  articles: readonly Article[],
  namesOf: (article: Article) => string[],
): [name: string, slug: string][] {
  const counts = new Map<string, number>()
  const slugs = new Map<string, string>()
  for (const article of articles) {
    if (article.hidden !== undefined) continue
    for (const name of namesOf(article)) {
      const slug = slugs.get(name) ?? facetSlug(name)
      slugs.set(name, slug)
      counts.set(slug, (counts.get(slug) ?? 0) + 1)
    }
  }
  const countOf = (slug: string) => counts.get(slug)!
  return [...slugs].toSorted(([, a], [, b]) => countOf(b) - countOf(a) || (a < b ? -1 : 1))
}

/** A warning where feeds of several tags were at one address; it leads to the one with more articles. */
export function describeSharedFeeds(library: Pick<Library, 'site' | 'articles'>): Problem[] {
  const { generator } = library.site
  const { feedSlugs, label } = generator ? rowOf(generator.name) : {}
  if (!feedSlugs || !generator?.feeds?.some(([, folder]) => folder === 'tags/*')) return []
  const names = namesByUse(library.articles, ({ categories }) => categories.map(({ term }) => term))
  const groups = [...Map.groupBy(names, ([name]) => canonicalPath(feedSlugs(name, generator)[0] ?? ''))]
  const shared = groups.filter(([, found]) => new Set(found.map(([, slug]) => slug)).size > 1)
  if (shared.length === 0) return []
  const [slug, [first, ...others]] = shared[0] as [string, [[string, string], ...[string, string][]]]
  const other = others.find(([, one]) => one !== first[1])!
  return [
    {
      severity: 'warning',
      code: 'shared-feed',
      path: '_index.md',
      message: `In ${label}, ${shared.length === 1 ? 'an address was' : `${shared.length} addresses were`} that of the feeds of several tags, such as \`${first[0]}\` and \`${other[0]}\` at \`${slug}\`; it leads to the feed of the one with more articles, \`${first[0]}\``,
      hint: 'Set `feedAliases` in a section, or give the articles of both tags a common one, if subscribers shall get both',
    },
  ]
}
