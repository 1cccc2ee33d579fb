import { html } from 'hono/html'
import type { Article } from '../../content/article/article.ts'
import { modifiedAt, sectionSettings } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import { formatDay, type Instant } from '../../content/text/dates.ts'
import type { Documents, OtherDocument } from '../../feed/documents/document.ts'
import { toPageText } from '../site/html.ts'
import { languageAttributes, renderLayout } from '../site/layout.ts'
import { toRootPath } from '../site/links.ts'
import { listHead } from '../site/list-head.ts'
import { HTML_TYPE, type PageSources } from '../site/page-sources.ts'
import { wordsFor } from '../words.ts'
import { INDEX_FOLDERS, type IndexName } from './index-folders.ts'
import { type Index, type Indexes, type IndexGroup, isShown } from './indexes.ts'

/** What is at a path: a list of everything, or the articles of a year. */
interface Place {
  name: IndexName
  index: Index
  year?: string
}

/** The row of an article, and the month that it is in. */
interface Row {
  month: string
  text: string
}

/** Stands for the content while what is around it is rendered; no text of an author's has this character. */
const CONTENT = '\0'

/** The most articles that one page lists; where there are more, each year has a page. */
const MAX_ON_ONE_PAGE = 500

/** The pages that list all tags, all authors and all articles by year and month. */
export function createIndexPages(sources: PageSources, indexes: Indexes): Documents {
  const { library, editions, navigations } = sources
  const { site } = library
  const { language } = site.settings
  const root = new URL(site.url).pathname
  const rows = new WeakMap<Article, Row>()
  const counted = new WeakMap<IndexGroup, { count: number; row: string }>()
  const sorted = new WeakMap<IndexGroup, Article[]>()
  const contents = new Map<string, { from: Instant; until: Instant; pieces: readonly string[] }>()
  // The years are those of this calendar, and a month of another one begins within each of theirs.
  const calendar = 'gregory'
  const monthName = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC', calendar })
  const dayName = new Intl.DateTimeFormat(language, {
    calendar,
    day: 'numeric',
    month: 'short',
    timeZone: site.timezone,
  })
  const number = new Intl.NumberFormat(language)
  return {
    paths() {
      const names = indexes.names(Number.POSITIVE_INFINITY)
      const years = names.includes('allArticles') ? indexes.all('allArticles').groups : []
      return [...names.map((name) => INDEX_FOLDERS[name]), ...years.map(({ folder }) => folder)]
    },
    find(path, now) {
      const place = placeOf(path)
      return place && indexes.names(now).includes(place.name) && place.index.groups.some(isShown(now))
        ? toDocument(path, place, now)
        : undefined
    },
    changes(path, now) {
      const place = placeOf(path)
      if (!place) return undefined
      const own = place.index.changes(now)
      return [...new Set([...own, ...navigations.changes(now)])].sort((a, b) => a - b)
    },
  }

  function placeOf(path: string): Place | undefined {
    for (const name of ['allArticles', 'tags', 'authors'] as const)
      if (path === INDEX_FOLDERS[name]) return { name, index: indexes.all(name) }
    const year = /^years\/(\d{4})\/$/.exec(path)?.[1]
    const index = year === undefined ? undefined : indexes.year(year)
    return index && { name: 'allArticles', index, year: year! }
  }

  function toDocument(path: string, place: Place, now: Instant): OtherDocument {
    const content = contentAt(path, place, now)
    const changed = Math.max(place.index.newestChange(now), navigations.since(now))
    const pieces = () => {
      const [start, end] = renderFrame(path, place, now)
      return [start, ...content, end]
    }
    return {
      path,
      contentType: HTML_TYPE,
      lastModified: modifiedAt(library, changed, now),
      fingerprint: [editions.version, path, navigations.keyAt(now), ...content].join('\n'),
      render: () => pieces().join(''),
      pieces,
    }
  }

  /** Kept until an article comes or goes, because thousands of articles make one page. */
  function contentAt(path: string, place: Place, now: Instant): readonly string[] {
    const known = contents.get(path)
    if (known && known.from <= now && now < known.until) return known.pieces
    const pieces = place.name === 'allArticles' ? showArticles(place, now) : showGroups(place.index, now)
    const [until = Number.POSITIVE_INFINITY] = place.index.changes(now)
    contents.set(path, { from: now, until, pieces })
    return pieces
  }

  /** What stands before and after the content. */
  function renderFrame(path: string, { name, year }: Place, now: Instant): [start: string, end: string] {
    const { words } = wordsFor(language)
    const frame = {
      library,
      navigation: navigations.at(now),
      path,
      kind: 'list' as const,
      title: year ?? words[name],
      language,
      feeds: [{ title: site.settings.title, folder: '' }],
      subscribeFolder: '',
    }
    const up =
      year === undefined
        ? ''
        : html`<p class="kicker"><a href="${root}${INDEX_FOLDERS[name]}">${words[name]}</a></p>\n`
    const main = () => html`<header class="list">
${up}<h1 class="p-name">${frame.title}</h1>
</header>
${CONTENT}`
    const page = toPageText(renderLayout({ ...frame, head: listHead(frame, { section: '' }, []) }, main))
    const place = page.indexOf(CONTENT)
    return [page.slice(0, place), page.slice(place + CONTENT.length)]
  }

  function showGroups({ groups }: Index, now: Instant): string[] {
    const shown = groups.map((group) => countedRow(group, publicOf(group, now).length))
    return ['<ul class="index columns">\n', ...shown.filter((row) => row !== ''), '</ul>\n']
  }

  function showArticles({ index, year }: Place, now: Instant): string[] {
    const shown = index.groups
      .map((group) => ({ group, articles: publicOf(group, now) }))
      .filter(({ articles }) => articles.length > 0)
    const count = shown.reduce((sum, { articles }) => sum + articles.length, 0)
    if (year !== undefined) return shown.flatMap(({ articles }) => months(articles, 2))
    if (count > MAX_ON_ONE_PAGE) {
      const years = shown.map(({ group, articles }) => countedRow(group, articles.length, true))
      return ['<ul class="index">\n', ...years, '</ul>\n']
    }
    return shown.flatMap(({ group: { label, folder }, articles }) => [
      toPageText(
        html`<section class="year" aria-labelledby="y${label}">\n<h2 id="y${label}"><a href="${root}${folder}">${label}</a></h2>\n`,
      ),
      ...months(articles, 3),
      '</section>\n',
    ])
  }

  /** The newest first. */
  function publicOf(group: IndexGroup, now: Instant): Article[] {
    const known = sorted.get(group)
    const all =
      known ?? [...group.articles].sort((a, b) => b.published - a.published || (a.id < b.id ? -1 : 1))
    if (!known) sorted.set(group, all)
    return all.filter((article) => isPublic(article, now))
  }

  /** Empty for a group without public articles. */
  function countedRow(group: IndexGroup, count: number, isYear = false): string {
    const known = counted.get(group)
    if (known?.count === count) return known.row
    const { label, folder } = group
    const row =
      count === 0
        ? ''
        : toPageText(
            html`<li><a href="${root}${folder}">${isYear ? label : html`<bdi>${label}</bdi>`}</a> <span class="count">${number.format(count)}</span></li>\n`,
          )
    counted.set(group, { count, row })
    return row
  }

  /** The newest month first. */
  function months(articles: readonly Article[], level: 2 | 3): string[] {
    const byMonth = Map.groupBy(articles.map(rowOf), ({ month }) => month)
    return [...byMonth].flatMap(([month, members]) => {
      const name = monthName.format(Date.parse(`${month}-01`))
      const heading = toPageText(level === 2 ? html`<h2>${name}</h2>` : html`<h3>${name}</h3>`)
      return [
        `<div class="month">\n${heading}\n<ul class="index">\n`,
        ...members.map(({ text }) => text),
        '</ul>\n</div>\n',
      ]
    })
  }

  /** A note has the name of its section as its title. */
  function rowOf(article: Article): Row {
    const known = rows.get(article)
    if (known) return known
    const { title, permalink, published, section, summary } = article
    const own = title ?? summary
    const settings = sectionSettings(library, section)
    const attributes = languageAttributes(own === undefined ? settings.language : article.language, language)
    const day = formatDay(published, site.timezone)
    const text = toPageText(
      html`<li><time datetime="${day}">${dayName.format(published)}</time> <a href="${toRootPath(permalink, site)}"${attributes}>${own ?? settings.title}</a></li>\n`,
    )
    const made = { month: day.slice(0, -3), text }
    rows.set(article, made)
    return made
  }
}
