import type { Article } from '../../../content/article/article.ts'
import { type Library, sectionSettings } from '../../../content/library/library.ts'
import type { Enclosure } from '../../../content/media/media.ts'
import { formatDateTime } from '../../../content/text/dates.ts'
import { RSS } from '../../../feed/formats/rss.ts'
import type { Item } from '../../../feed/item.ts'
import { folderOf } from '../../../feed/scope.ts'
import { toDuration } from './parts.ts'
import type { Node } from './script.ts'

/** Attached media. Google wants a name, a picture and a date of each video. */
export function toMedia(
  { url, type, length, durationSeconds, title: own, width, height }: Enclosure,
  { image, published, summary }: Item,
  title: string,
): Node {
  const kind = /^(?:audio|video|image)(?=\/)/i.exec(type)?.[0].toLowerCase()
  return {
    '@type': kind === undefined ? 'MediaObject' : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Object`,
    name: own ?? title,
    contentUrl: url,
    encodingFormat: type,
    contentSize: length === undefined ? undefined : String(length),
    duration: durationSeconds === undefined ? undefined : toDuration(durationSeconds),
    width: width || undefined,
    height: height || undefined,
    ...(kind === 'video' && {
      description: summary,
      thumbnailUrl: image?.url,
      uploadDate: formatDateTime(published),
    }),
  }
}

/** The show that an episode is of. */
export function toSeries(library: Library, { section }: Article): Node | undefined {
  const { podcast } = sectionSettings(library, section)
  if (!podcast) return undefined
  const show = sectionSettings(library, podcast.section)
  const url = library.site.url + folderOf(podcast)
  return {
    '@type': 'PodcastSeries',
    name: show.title,
    description: show.description,
    url,
    webFeed: url + RSS.file,
    image: podcast.image ?? show.image,
    author: podcast.author === undefined ? undefined : { '@type': 'Person', name: podcast.author },
  }
}
