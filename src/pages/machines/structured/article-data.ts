import type { Article } from '../../../content/article/article.ts'
import { type Library, sectionSettings } from '../../../content/library/library.ts'
import { sectionOf } from '../../../content/site/settings-file.ts'
import { formatDateTime } from '../../../content/text/dates.ts'
import type { Item } from '../../../feed/item.ts'
import { folderOf } from '../../../feed/scope.ts'
import { toMedia, toSeries } from './episode-data.ts'
import { toBreadcrumbs, toDuration, toImage, toPerson, toPublisher } from './parts.ts'
import type { Node } from './script.ts'

/** The sections whose articles are news, by the last part of their path. */
const NEWS_SECTIONS =
  /(?:^|\/)(?:news|newswire|wire|press|nachrichten|actualites?|nouvelles|noticias|akhbar|اخبار|أخبار|خبر)$/iu

/** What schema.org says of an article (Google: Article, Podcast, Breadcrumb); `title` is that of its page. */
export function describeArticle(library: Library, article: Article, item: Item, title: string): Node[] {
  const steps = sectionsAbove(library, article).map(({ section, title: name }) => ({
    name,
    path: folderOf({ section }),
  }))
  const path = item.permalink.slice(library.site.url.length)
  return [
    item.episode ? toEpisode(library, article, item, title) : toArticle(library, article, item, title),
    toBreadcrumbs(library, [...steps, { name: title, path }]),
  ]
}

/** What an article and an episode have in common. */
function common({ site }: Library, { isOutOfFeeds }: Article, item: Item) {
  const { published, updated, permalink, corrections } = item
  const date = (instant: number) => formatDateTime(instant, site.timezone)
  return {
    '@id': item.uri ?? item.id,
    url: permalink,
    mainEntityOfPage: permalink,
    description: item.summary,
    inLanguage: item.language,
    datePublished: date(published),
    dateModified: date(Math.max(published, updated)),
    expires: item.expires === undefined ? undefined : date(item.expires),
    author: item.authors.map((author) => toPerson(author, site, !isOutOfFeeds)),
    publisher: toPublisher(site),
    image: item.image && [toImage(item.image)],
    keywords: item.categories.length === 0 ? undefined : item.categories.map(({ term }) => term),
    isAccessibleForFree: true,
    license: item.licence,
    copyrightNotice: item.copyright,
    copyrightHolder: item.newswire?.copyrightHolder && {
      '@type': 'Organization',
      name: item.newswire.copyrightHolder,
    },
    sourceOrganization: item.agency && { '@type': 'Organization', name: item.agency },
    correction:
      corrections.length === 0
        ? undefined
        : corrections.map((correction) => ({
            '@type': 'CorrectionComment',
            text: correction.text,
            datePublished: date(correction.date),
          })),
    workTranslation:
      item.translations.length === 0
        ? undefined
        : item.translations.map(({ language, permalink }) => ({
            '@type': 'CreativeWork',
            '@id': permalink,
            url: permalink,
            inLanguage: language,
          })),
  }
}

function toArticle(library: Library, article: Article, item: Item, title: string): Node {
  const media = item.enclosures.filter(({ url }) => url !== item.image?.url)
  return {
    '@type': isNews(article) ? 'NewsArticle' : 'BlogPosting',
    headline: title,
    ...common(library, article, item),
    articleSection: article.section === '' ? undefined : sectionSettings(library, article.section).title,
    dateline: item.dateline,
    isBasedOn: item.externalUrl,
    associatedMedia:
      media.length === 0 ? undefined : media.map((enclosure) => toMedia(enclosure, item, title)),
  }
}

function toEpisode(library: Library, article: Article, item: Item, title: string): Node {
  const { number, season, durationSeconds } = item.episode!
  return {
    '@type': 'PodcastEpisode',
    name: title,
    ...common(library, article, item),
    episodeNumber: number?.value,
    timeRequired: durationSeconds === undefined ? undefined : toDuration(durationSeconds),
    associatedMedia: item.enclosures.map((enclosure) => toMedia(enclosure, item, title)),
    partOfSeries: toSeries(library, article),
    partOfSeason: season && {
      '@type': 'PodcastSeason',
      seasonNumber: season.value,
      name: season.name,
    },
  }
}

/** Whether an article is news: it has what agencies write, or stands in a section of news. */
function isNews({ dateline, agency, newswire, section }: Article): boolean {
  return (
    (dateline ?? agency ?? newswire) !== undefined ||
    NEWS_SECTIONS.test(section) ||
    sectionOf(section) === 'news'
  )
}

/** The sections in which an article stands, from the top; none where no list shows it. */
function sectionsAbove(library: Library, { section, isOutOfFeeds }: Article) {
  const found: { section: string; title: string }[] = []
  if (isOutOfFeeds) return found
  for (let above = section; above !== ''; above = sectionOf(above))
    found.unshift({ section: above, title: sectionSettings(library, above).title })
  return found
}
