import type { Article } from '../../content/article/article.ts'
import { CHAPTERS_TYPE } from '../../content/media/media-types.ts'
import { encodePath } from '../../content/text/urls.ts'
import { renderChapters } from '../formats/chapters.ts'
import { renderNinjsItem, renderNinjsTombstone } from '../formats/ninjs.ts'
import type { Item } from '../item.ts'
import type { Tombstone } from '../tombstone.ts'

/** One way to write a single item down, at an address of its own. */
export interface ItemFormat {
  name: 'ninjs' | 'chapters'
  contentType: string
  /** The path of the article's document from the site's root; undefined where it has none. */
  pathOf(article: Article, siteUrl: string): string | undefined
  render(item: Item): string
  /** Absent where nothing is left of what is withdrawn. */
  renderTombstone?(tombstone: Tombstone): string
}

/** Adding one is a row. */
export const ITEM_FORMATS: readonly ItemFormat[] = [
  {
    name: 'ninjs',
    contentType: 'application/json; charset=utf-8',
    pathOf: ({ path }) => `wire/${encodePath(path.replace(/\.\w+$/, ''))}.json`,
    render: renderNinjsItem,
    renderTombstone: renderNinjsTombstone,
  },
  {
    name: 'chapters',
    contentType: CHAPTERS_TYPE,
    pathOf: ({ episode }, siteUrl) => episode?.chapters?.list && episode.chapters.url.slice(siteUrl.length),
    render: renderChapters,
  },
]
