import type { Article } from '../../content/article/article.ts'
import type { Body } from '../../content/body/body.ts'
import {
  comingChanges,
  createFamilies,
  createTranslations,
  type Library,
  sectionSettings,
} from '../../content/library/library.ts'
import { linksOf } from '../../content/library/links.ts'
import { hasBeenPublic, lastChange, turningPoints, updatedAt } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import { type Item, toItem } from '../item.ts'

/** An item that is rendered when it is asked for; equal keys are equal items. */
export interface ItemSource {
  key: string
  published: Instant
  make(): Item
}

/** The articles as items, and when these change: with the article, its translations, and the articles it links to. */
export interface ItemSources {
  /** `ofFeed` is how much of an article the feed sends at most. */
  find(article: Article, ofFeed: 'full' | 'summary', now: Instant): ItemSource
  /** The instants after `now` at which something made of the articles may change by itself. */
  changes(articles: readonly Article[], now: Instant): Instant[]
  /** When something that shows these articles, and has shown others, last changed by the articles' own dates. */
  newestChange(shown: readonly Article[], ever: readonly Article[], now: Instant): Instant
}

/** `renderBody` renders an article at most once as long as it does not change. */
export function createItemSources(library: Library, renderBody: (article: Article) => Body): ItemSources {
  const familyOf = createFamilies(library)
  const translations = createTranslations(familyOf)
  const links = linksOf(library)
  /** The one that was asked for last: an article is in the feeds of its section, tags, author and language. */
  const sources = new WeakMap<Article, { content: 'full' | 'summary'; now: Instant; source: ItemSource }>()
  return { find: sourceOf, changes: changesOf, newestChange }

  function changesOf(articles: readonly Article[], now: Instant): Instant[] {
    if (comingChanges(library, now).length === 0) return []
    const family = new Set(articles.flatMap((article) => [article, ...familyOf(article)]))
    const coming = [...family].flatMap(turningPoints).filter((point) => point > now)
    return [...new Set(coming)].sort((a, b) => a - b)
  }

  /** Of the articles shown, of their translations, which their items name, and of all those that have been among them. */
  function newestChange(shown: readonly Article[], ever: readonly Article[], now: Instant): Instant {
    let newest = Number.NEGATIVE_INFINITY
    for (const article of ever) newest = Math.max(newest, lastChange(article, now))
    for (const article of shown)
      for (const version of familyOf(article))
        if (hasBeenPublic(version, now)) newest = Math.max(newest, lastChange(version, now))
    return newest
  }

  function sourceOf(article: Article, ofFeed: 'full' | 'summary', now: Instant): ItemSource {
    // A section that sends summaries sends them in the feeds above it, too.
    const content = ofFeed === 'full' ? sectionSettings(library, article.section).content : 'summary'
    const known = sources.get(article)
    if (known?.content === content && known.now === now) return known.source
    const others = translations(article, now)
    const versions = [article, ...others].map((version) => `${version.hash}@${updatedAt(version, now)}`)
    const linked = article.mentions === undefined ? '' : ` ${links.stateOf(article)}`
    const source: ItemSource = {
      key: `${article.path} ${content} ${versions.join(' ')}${linked}`,
      published: article.published,
      make: () => toItem(article, renderBody(article), content, others, now),
    }
    sources.set(article, { content, now, source })
    return source
  }
}
