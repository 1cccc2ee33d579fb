import type { Article } from '../../content/article/article.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { type FacetKind, facetSlug } from '../scope.ts'

/** The articles that have a tag, an author or a language in common. */
export interface Group {
  /** As the first of them spells it, so that a later one changes nothing. */
  label: string
  /** Who the author is. */
  person?: Person
  articles: Article[]
}

/** One name under which an article is found. */
interface Name extends Pick<Group, 'label' | 'person'> {
  slug: string
}

const NAMES: Record<FacetKind, (article: Article) => Name[]> = {
  language: ({ language }) => [{ slug: language, label: language }],
  tag: ({ categories }) => categories.map(({ term }) => ({ slug: knownSlug(term), label: term })),
  author: ({ authors }) =>
    authors.map((person) => ({ slug: knownSlug(person.name), label: person.name, person })),
}

/** The articles by what they have in common, those of each in the order given. */
export function groupBy(kind: FacetKind, articles: readonly Article[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  for (const article of articles) {
    for (const { slug, label, person } of NAMES[kind](article)) {
      const group = groups.get(slug)
      if (!group) groups.set(slug, { label, ...(person && { person }), articles: [article] })
      // Two spellings of one tag.
      else if (group.articles.at(-1) !== article) group.articles.push(article)
    }
  }
  return groups
}

/** A few names, on thousands of articles. */
const slugs = new Map<string, string>()
const MAX_SLUGS = 20_000

function knownSlug(name: string): string {
  const known = slugs.get(name)
  if (known !== undefined) return known
  const slug = facetSlug(name)
  if (slugs.size < MAX_SLUGS) slugs.set(name, slug)
  return slug
}
