import type { Article } from '../../content/article/article.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { type FacetKind, facetSlug } from '../scope.ts'

/** The articles of one tag, author or language. */
export interface Group {
  /** As the first article spells it, so that a later one changes nothing. */
  label: string
  /** The author, if the group is one's. */
  person?: Person
  articles: Article[]
}

/** A tag, author or language of an article. */
interface Name extends Pick<Group, 'label' | 'person'> {
  slug: string
}

const NAMES: Record<FacetKind, (article: Article) => Name[]> = {
  language: ({ language }) => [{ slug: language, label: language }],
  tag: ({ categories }) => categories.map(({ term }) => ({ slug: cachedSlug(term), label: term })),
  author: ({ authors }) =>
    authors.map((person) => ({ slug: cachedSlug(person.name), label: person.name, person })),
}

/** Groups articles by slug of their tags, authors or language; each group keeps their order. */
export function groupByFacet(kind: FacetKind, articles: readonly Article[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  for (const article of articles) {
    for (const { slug, label, person } of NAMES[kind](article)) {
      const group = groups.get(slug)
      if (!group) groups.set(slug, { label, ...(person && { person }), articles: [article] })
      // An article may have one tag in two spellings.
      else if (group.articles.at(-1) !== article) group.articles.push(article)
    }
  }
  return groups
}

/** Slugs by name: thousands of articles share a few names. */
const slugs = new Map<string, string>()
const MAX_SLUGS = 20_000

function cachedSlug(name: string): string {
  const known = slugs.get(name)
  if (known !== undefined) return known
  const slug = facetSlug(name)
  if (slugs.size < MAX_SLUGS) slugs.set(name, slug)
  return slug
}
