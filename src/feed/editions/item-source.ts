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

/** An item that is rendered on demand. */
export interface ItemSource {
  /** Equal keys mean equal items. May render the body. */
  key(): string
  published: Instant
  /** Path of the section's folder; empty for the site. */
  section: string
  /** Characters of the article's text. */
  size: number
  make(): Item
}

/** Turns articles into items, and tells when these change: with the article, its translations and the articles it links to. */
export interface ItemSources {
  /** The item of an article in a feed that sends `ofFeed` of it at most; `whole` is what a page shows, whatever feeds send. */
  find(article: Article, ofFeed: 'whole' | 'full' | 'summary', now: Instant): ItemSource
  /** The instants after `now` at which a document made of the articles may change by itself, in order. */
  changes(articles: readonly Article[], now: Instant): Instant[]
  /** When a document that shows `shown`, and has shown `everShown`, last changed by the articles' own dates. */
  newestChange(shown: readonly Article[], everShown: readonly Article[], now: Instant): Instant
}

export function createItemSources(library: Library, bodies: Bodies): ItemSources {
  const familyOf = createFamilies(library)
  const translations = createTranslations(familyOf)
  /** The last source of each article, which the feeds of its section, tags, authors and language share. */
  const sources = new WeakMap<Article, { content: 'full' | 'summary'; now: Instant; source: ItemSource }>()
  const contents = new Map<string, 'full' | 'summary'>()
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

  function sourceOf(article: Article, ofFeed: 'whole' | 'full' | 'summary', now: Instant): ItemSource {
    // A section that sends summaries sends them in the feeds of its parents, too.
    const content = ofFeed === 'full' ? contentOf(article.section) : ofFeed === 'whole' ? 'full' : 'summary'
    const known = sources.get(article)
    if (known?.content === content && known.now === now) return known.source
    const others = translations(article, now)
    let key: string | undefined
    const source: ItemSource = {
      key() {
        key ??= keyOf(article, content, others, now)
        return key
      },
      published: article.published,
      section: article.section,
      size: article.bodyLength,
      make: () => toItem(article, bodies.find(article, now), content, others, now),
    }
    sources.set(article, { content, now, source })
    return source
  }

  function contentOf(section: string): 'full' | 'summary' {
    const known = contents.get(section)
    if (known) return known
    const { content } = sectionSettings(library, section)
    contents.set(section, content)
    return content
  }

  /** An item shows only the permalink and the language of a translation. */
  function keyOf(article: Article, content: string, others: readonly Article[], now: Instant): string {
    const versions = others.map(({ language, permalink }) => `${language} ${permalink}`)
    return [article.path, content, bodies.keyOf(article, now), updatedAt(article, now), ...versions].join(' ')
  }
}
