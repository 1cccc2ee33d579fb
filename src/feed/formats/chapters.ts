import { CHAPTERS_TYPE } from '../../content/media/media-types.ts'
import type { Item } from '../item.ts'
import type { ItemFormat } from './format.ts'
import { toJson } from './json.ts'

/** JSON Chapters 1.2 for episodes with chapters in their front matter. */
export const CHAPTERS: ItemFormat = {
  name: 'chapters',
  contentType: CHAPTERS_TYPE,
  pathOf: ({ episode }, siteUrl) => episode?.chapters?.list && episode.chapters.url.slice(siteUrl.length),
  render: renderChapters,
}

function renderChapters({ title, episode }: Item): string {
  const list = episode?.chapters?.list ?? []
  return toJson({
    version: '1.2.0',
    title: episode?.title ?? title,
    chapters: list.map(({ startSeconds, endSeconds, title, imageUrl, url, isHidden }) => ({
      startTime: startSeconds,
      endTime: endSeconds,
      title,
      img: imageUrl,
      url,
      toc: isHidden ? false : undefined,
    })),
  })
}
