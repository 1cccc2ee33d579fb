import { html } from 'hono/html'
import type { Article } from '../../content/article/article.ts'
import { comingChanges, modifiedAt } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Documents } from '../../feed/documents/document.ts'
import { createNewestChange } from '../../feed/documents/newest-change.ts'
import { type Html, toPageText } from '../site/html.ts'
import { languageAttributes, renderLayout } from '../site/layout.ts'
import { toRootPath } from '../site/links.ts'
import { HTML_TYPE, type PageSources } from '../site/page-sources.ts'
import { SUBSCRIBE_FOLDER } from '../subscribe/addresses.ts'
import type { PageWords } from '../words/table.ts'
import { wordsFor } from '../words.ts'

const PATH = '404.html'
const NEWEST = 6

/** The page that answers for an address where nothing is, made ahead like all others: it leads on to sections, the newest articles and the feeds. */
export function createMissingPage(sources: PageSources): Documents {
  const { library, editions, navigations } = sources
  const newestChange = createNewestChange(library.articles)
  return {
    paths: () => [PATH],
    find(path, now) {
      if (path !== PATH) return undefined
      const newest = newestTitled(library.articles, now)
      const links = newest.map(({ title, permalink, language }) => [title, permalink, language])
      return {
        path,
        contentType: HTML_TYPE,
        lastModified: modifiedAt(library, Math.max(newestChange(now), navigations.since(now)), now),
        fingerprint: JSON.stringify([editions.version, path, links, navigations.keyAt(now)]),
        render: () => toPageText(renderMissing(sources, newest, now)),
      }
    },
    changes: (path, now) => (path === PATH ? comingChanges(library, now) : undefined),
  }
}

/** The first of the articles, which are sorted by date. */
function newestTitled(articles: readonly Article[], now: Instant): Article[] {
  const newest: Article[] = []
  for (const article of articles) {
    if (newest.length === NEWEST) break
    if (!article.isOutOfFeeds && article.title !== undefined && isPublic(article, now)) newest.push(article)
  }
  return newest
}

function renderMissing({ library, navigations }: PageSources, newest: Article[], now: Instant): Html {
  const { site } = library
  const { language, title } = site.settings
  const root = new URL(site.url).pathname
  const { sections } = navigations.at(now)
  const list = (heading: string, links: { href: string; title: string; language: string }[]) =>
    links.length === 0
      ? ''
      : html`<h2>${heading}</h2>
<ul class="index">${links.map((link) => html`<li><a href="${link.href}"${languageAttributes(link.language, language)}>${link.title}</a></li>`)}</ul>
`
  const main = (words: PageWords) => html`<h1>${words.notFoundTitle}</h1>
<p>${words.notFoundText}</p>
${list(
  words.latest,
  newest.map((article) => ({ ...article, title: article.title!, href: toRootPath(article.permalink, site) })),
)}${list(
  words.sections,
  sections.map((section) => ({ ...section, href: root + section.folder })),
)}<p><a href="${root}${SUBSCRIBE_FOLDER}">${words.subscribe}</a></p>
`
  return renderLayout(
    {
      library,
      navigation: navigations.at(now),
      path: PATH,
      kind: 'message',
      title: wordsFor(language).words.notFoundTitle,
      language,
      feeds: [{ title, folder: '' }],
      subscribeFolder: '',
      isHiddenFromSearch: true,
    },
    main,
  )
}
