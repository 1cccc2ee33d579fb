import type { Person } from '../../content/front-matter/people.ts'
import type { Episode } from '../../content/podcast/episode.ts'
import { formatDateTime } from '../../content/text/dates.ts'
import { type Feed, unlessSame } from '../feed.ts'
import { type Item, summaryOf } from '../item.ts'
import type { Format } from './format.ts'
import { layoutOfMembers, toJson, unlessEmpty } from './json.ts'

/** JSON Feed 1.1, which the package `feed` does not write; the extension `_wireroom` holds what has no member of its own. */
export const JSON_FEED: Format = {
  name: 'json',
  title: 'JSON Feed',
  file: 'feed.json',
  mediaType: 'application/feed+json',
  contentType: 'application/feed+json; charset=utf-8',
  formerFiles: ['index.json'],
  render: renderJsonFeed,
  layout: layoutOfMembers('items'),
}

function renderJsonFeed(feed: Feed): string {
  const { older } = feed.history
  return toJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.folderUrl + JSON_FEED.file,
    // JSON Feed 1.1: the next page has older items.
    next_url: older && older + JSON_FEED.file,
    description: feed.description,
    icon: feed.image,
    favicon: feed.icon,
    authors: feed.authors.map(toAuthor),
    language: feed.language,
    hubs: unlessEmpty(feed.hubs.map((url) => ({ type: 'WebSub', url }))),
    _wireroom: extension({ copyright: feed.copyright, licence: feed.licence }),
    items: feed.items.map((item) => toJsonItem(item, feed)),
  })
}

function toJsonItem(item: Item, feed: Feed): object {
  return {
    id: item.id,
    url: item.permalink,
    external_url: item.externalUrl,
    title: item.title,
    content_html: item.contentHtml,
    // content_html or content_text is required.
    content_text: item.contentHtml === undefined ? summaryOf(item) : undefined,
    summary: item.summary,
    image: item.image?.url,
    date_published: formatDateTime(item.published),
    date_modified: formatDateTime(item.updated),
    authors: unlessEmpty(item.authors.map(toAuthor)),
    tags: unlessEmpty(item.categories.map(({ term }) => term)),
    language: unlessSame(item.language, feed.language),
    attachments: unlessEmpty(item.enclosures.map(toAttachment)),
    _wireroom: extension({
      agency: item.agency,
      dateline: item.dateline,
      copyright: unlessSame(item.copyright, feed.copyright),
      licence: unlessSame(item.licence, feed.licence),
      image_alt: item.image?.alt,
      image_caption: item.image?.caption,
      image_credit: item.image?.credit,
      episode: item.episode && toJsonEpisode(item.episode),
      translations: unlessEmpty(
        item.translations.map(({ language, permalink }) => ({ language, url: permalink })),
      ),
    }),
  }
}

function toJsonEpisode(episode: Episode): object | undefined {
  return extension({
    number: episode.number?.value,
    season: episode.season?.value,
    type: episode.type,
    explicit: episode.explicit,
    chapters_url: episode.chapters?.url,
    transcripts: unlessEmpty(
      episode.transcripts.map(({ url, type, language }) => ({ url, mime_type: type, language })),
    ),
  })
}

function toAuthor({ name, url, imageUrl, email }: Person): object {
  return { name, url: url ?? (email && mailtoUrl(email)), avatar: imageUrl }
}

/** RFC 6068 section 2: characters that are reserved in a URI are percent-encoded. */
function mailtoUrl(email: string): string {
  return `mailto:${email.replace(/[^\w.@+-]/g, encodeURIComponent)}`
}

function toAttachment({ url, type, length, title, durationSeconds }: Item['enclosures'][number]): object {
  return { url, mime_type: type, title, size_in_bytes: length, duration_in_seconds: durationSeconds }
}

/** Undefined if all values are, so that the extension is omitted. */
function extension(values: Record<string, unknown>): object | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined
}
