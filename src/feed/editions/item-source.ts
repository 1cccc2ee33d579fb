import type { Article } from '../../content/article/article.ts'
import type { Bodies } from '../../content/body/bodies.ts'
import {
  comingChanges,
  createFamilies,
  createTranslations,
  type Library,
  sectionSettings,
} from '../../content/library/library.ts'
import {
  hasBeenPublic,
  lastChange,
  statePoints,
  turningPoints,
  updatedAt,
} from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import { type Item, toItem } from '../item.ts'

/** An item that is rendered when it is asked for. */
export interface ItemSource {
  /** Equal keys are equal items. The first request for the key may render the body. */
  readonly key: string
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
  newestChange(shown: readonly Article[], everShown: readonly Article[], now: Instant): Instant
}

export function createItemSources(library: Library, bodies: Bodies): ItemSources {
  const familyOf = createFamilies(library)
  const translations = createTranslations(familyOf)
  /** The source that was made last: an article is in the feeds of its section, tags, author and language. */
  const sources = new WeakMap<Article, { content: 'full' | 'summary'; now: Instant; source: ItemSource }>()
  return { find: sourceOf, changes: changesOf, newestChange }

  function changesOf(articles: readonly Article[], now: Instant): Instant[] {
    if (comingChanges(library, now).length === 0) return []
    const shown = new Set(articles.flatMap((article) => [article, ...familyOf(article)]))
    const linked = new Set(articles.flatMap((article) => bodies.linkedBy(article, now)))
    const points = [...[...shown].flatMap(turningPoints), ...[...linked].flatMap(statePoints)]
    const coming = points.filter((point) => point > now)
    return [...new Set(coming)].sort((a, b) => a - b)
  }

  function newestChange(shown: readonly Article[], everShown: readonly Article[], now: Instant): Instant {
    let newest = Number.NEGATIVE_INFINITY
    for (const article of everShown) newest = Math.max(newest, lastChange(article, now))
    for (const article of shown) {
      for (const version of familyOf(article))
        if (hasBeenPublic(version, now)) newest = Math.max(newest, lastChange(version, now))
      for (const point of bodies.linkedBy(article, now).flatMap(statePoints))
        if (point <= now) newest = Math.max(newest, point)
    }
    return newest
  }

  function sourceOf(article: Article, ofFeed: 'full' | 'summary', now: Instant): ItemSource {
    // A section that sends summaries sends them in the feeds above it, too.
    const content = ofFeed === 'full' ? sectionSettings(library, article.section).content : 'summary'
    const known = sources.get(article)
    if (known?.content === content && known.now === now) return known.source
    const others = translations(article, now)
    let key: string | undefined
    const source: ItemSource = {
      get key() {
        key ??= keyOf(article, content, others, now)
        return key
      },
      published: article.published,
      make: () => toItem(article, bodies.find(article, now), content, others, now),
    }
    sources.set(article, { content, now, source })
    return source
  }

  /** A translation is named with its address and language alone. */
  function keyOf(article: Article, content: string, others: readonly Article[], now: Instant): string {
    const versions = others.map(({ language, permalink }) => `${language} ${permalink}`)
    return [article.path, content, bodies.keyOf(article, now), updatedAt(article, now), ...versions].join(' ')
  }
}
