import type { Item } from '../item.ts'
import { toJson } from './json.ts'

/** The chapters in an article's front matter as JSON Chapters 1.2. */
export function renderChapters({ title, episode }: Item): string {
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
