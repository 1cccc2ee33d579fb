import { html } from 'hono/html'
import { modifiedAt, sectionSettings } from '../../content/library/library.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Documents, OtherDocument } from '../../feed/documents/document.ts'
import type { Edition } from '../../feed/editions/edition.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import { folderOf, type Scope } from '../../feed/scope.ts'
import type { PageWords } from '../words/table.ts'
import { type Card, createCards, renderCard } from './card.ts'
import { type Html, toPageText } from './html.ts'
import { languageName, type PageFeed, renderLayout } from './layout.ts'
import { toRootPath } from './links.ts'
import { listHead } from './list-head.ts'
import type { ScopeLink } from './navigation.ts'
import { HTML_TYPE, type PageSources } from './page-sources.ts'

/** The pages that list the articles of a feed or an archive, each in the folder of its documents: the front page, sections, tags, authors, languages. */
export function createListPages(sources: PageSources): Documents {
  const { library, editions, navigations } = sources
  const cardOf = createCards()
  return {
    paths: (now) => [...editions.folders(now)],
    find(path, now) {
      const edition = isFolder(path) ? editions.findIn(path, now) : undefined
      return edition && toDocument(path, edition, now)
    },
    changes(path, now) {
      const own = isFolder(path) ? editions.changesIn(path, now) : []
      if (own.length === 0 && !(isFolder(path) && editions.findIn(path, now))) return undefined
      const points = [...own, ...navigations.changes(now)]
      return [...new Set(points)].sort((a, b) => a - b)
    },
  }

  function toDocument(path: string, edition: Edition, now: Instant): OtherDocument {
    return {
      path,
      contentType: HTML_TYPE,
      lastModified: modifiedAt(library, Math.max(edition.lastModified, navigations.since(now)), now),
      fingerprint: JSON.stringify([edition.fingerprint, path, navigations.keyAt(now)]),
      size: () => edition.items.length * 700 + 4000,
      render: () => toPageText(renderList(sources, edition, edition.items.map(cardOf), now)),
    }
  }
}

function isFolder(path: string): boolean {
  return path === '' || path.endsWith('/')
}

function renderList(sources: PageSources, edition: Edition, cards: readonly Card[], now: Instant): Html {
  const { library, navigations } = sources
  const { site } = library
  const { folder, scope } = edition
  const { title, description, language, history, authors } = edition.frame()
  const feedFolder = folderOf(scope)
  const feeds: PageFeed[] = [
    { title, folder: feedFolder },
    ...(feedFolder === '' ? [] : [{ title: site.settings.title, folder: '' }]),
  ]
  const isFront = folder === ''
  const ofSection = sectionSettings(library, scope.section).title
  const name = headingOf(scope, title, ofSection)
  const frame = {
    library,
    navigation: navigations.at(now),
    path: folder,
    kind: isFront ? ('front' as const) : ('list' as const),
    // The layout adds the title of the site.
    title: scope.facet === undefined || scope.section === '' ? name : `${name} – ${ofSection}`,
    description: description === title ? undefined : description,
    language,
    feeds,
    subscribeFolder: feedFolder,
  }
  const show = (card: Card, index: number) =>
    renderCard(card, {
      site,
      language,
      section: sectionOf(edition.items[index]!),
      isLead: index === 0 && isFront,
      isInView: index < 2,
    })
  const main = (words: PageWords) => html`${isFront ? '' : heading(words)}<div class="river">
${cards.length === 0 ? html`<p>${words.noArticles}</p>\n` : cards.map(show)}</div>
${pager(history.next, history.older, words)}`
  return renderLayout({ ...frame, head: listHead(frame, scope, authors) }, main)

  function heading(words: PageWords): Html {
    return html`<header class="list">
<h1 class="p-name">${name}</h1>
${frame.description === undefined ? '' : html`<p class="description p-summary">${frame.description}</p>\n`}${
  scope.facet?.kind === 'author' && authors[0]?.url !== undefined
    ? html`<p><a href="${toRootPath(authors[0].url, site)}" rel="me">${authors[0].name}</a></p>\n`
    : ''
}${history.isArchive && history.current !== undefined ? html`<p class="archived"><a href="${toRootPath(history.current, site)}">${words.latest}</a></p>\n` : ''}</header>
`
  }

  /** The section of an article, where it is not that of the list. */
  function sectionOf({ section }: ItemSource): ScopeLink | undefined {
    if (section === scope.section) return undefined
    const { title, language } = sectionSettings(library, section)
    return { title, language, folder: folderOf({ section }) }
  }

  function pager(newer: string | undefined, older: string | undefined, words: PageWords): Html {
    if (newer === undefined && older === undefined) return ''
    return html`<nav class="pager" aria-label="${words.archive}"><ul>${
      newer === undefined
        ? ''
        : html`<li class="newer"><a rel="next" href="${toRootPath(newer, site)}">${words.newerArticles}</a></li>`
    }${
      older === undefined
        ? ''
        : html`<li class="older"><a rel="prev" href="${toRootPath(older, site)}">${words.olderArticles}</a></li>`
    }</ul></nav>`
  }
}

/** What a list is of: a language in its own words, the tag or the author, or else the title of the section. */
function headingOf({ facet }: Scope, title: string, ofSection: string): string {
  if (facet === undefined) return title
  if (facet.kind === 'language') return languageName(facet.slug)
  const ending = ` – ${ofSection}`
  return title.endsWith(ending) ? title.slice(0, -ending.length) : title
}
