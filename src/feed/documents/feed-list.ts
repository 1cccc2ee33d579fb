import type { Library } from '../../content/library/library.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Editions } from '../editions/editions.ts'
import type { FeedGroup, FeedList, ListedFeed } from '../formats/opml.ts'
import { RSS } from '../formats/rss.ts'
import { FACET_KINDS, type FacetKind, folderOf, type Scope } from '../scope.ts'

const TITLES: Record<FacetKind, string> = { language: 'Languages', tag: 'Tags', author: 'Authors' }

/** A longer list leaves out the tags and authors of sections. */
const MAX_FEEDS = 5000

/** Describes each feed once, however many moments a list is made of. Editions make each scope once. */
const described = new WeakMap<Scope, { listed: ListedFeed; since: Instant }>()

/** Lists every feed at `now` once, as RSS: site and sections first, then languages, tags and authors of the site and of each section. */
export function toFeedList(library: Library, editions: Editions, now: Instant): FeedList {
  const { url, settings } = library.site
  const all = editions.scopes(now)
  const scopes =
    all.length <= MAX_FEEDS ? all : all.filter(({ section, facet }) => section === '' || facet === undefined)
  const byKind = Map.groupBy(scopes, ({ section, facet }) => `${facet?.kind} ${section}`)
  const facetsOf = (section: string, kind: FacetKind) => byKind.get(`${kind} ${section}`) ?? []
  const groups: FeedGroup[] = [
    { feeds: scopes.filter(({ facet }) => !facet).map(toListed) },
    ...FACET_KINDS.map((kind) => ({ title: TITLES[kind], feeds: facetsOf('', kind).map(toListed) })),
    ...library.sections.flatMap((section) => {
      const { title } = editions.describe({ section })
      return FACET_KINDS.map((kind) => ({
        title: `${title}: ${TITLES[kind]}`,
        feeds: facetsOf(section, kind).map(toListed),
      }))
    }),
  ]
  const newest = scopes
    .map((scope) => known(scope).since)
    .reduce((newest, since) => (since <= now ? Math.max(newest, since) : newest), 0)
  return {
    title: settings.title,
    updated: newest > 0 ? newest : Math.min(library.modified, now),
    ...(settings.authors[0] && { owner: settings.authors[0] }),
    groups,
  }

  function toListed(scope: Scope): ListedFeed {
    return known(scope).listed
  }

  function known(scope: Scope): { listed: ListedFeed; since: Instant } {
    const made = described.get(scope) ?? describe(scope)
    described.set(scope, made)
    return made
  }

  function describe(scope: Scope): { listed: ListedFeed; since: Instant } {
    const { title, description, language, since = 0 } = editions.describe(scope)
    const htmlUrl = url + folderOf(scope)
    const listed: ListedFeed = {
      title,
      ...(description !== title && { description }),
      xmlUrl: htmlUrl + RSS.file,
      htmlUrl,
      language,
    }
    return { listed, since }
  }
}
