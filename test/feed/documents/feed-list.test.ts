import { expect, it } from 'vitest'
import { toFeedList } from '../../../src/feed/documents/feed-list.ts'
import type { Editions } from '../../../src/feed/editions/editions.ts'
import type { Scope } from '../../../src/feed/scope.ts'
import { libraryOf } from '../libraries.ts'

it.each([
  [24, 24 * 201],
  [25, 25],
  [1000, 1000],
])(
  'the list of feeds of %i sections with 200 tags each names %i, those of tags of sections up to 5,000 in all',
  (count, expected) => {
    const sections = Array.from({ length: count }, (_, index) => `s${index}`)
    const scopes = sections.flatMap((section): Scope[] => [
      { section },
      ...Array.from({ length: 200 }, (_, index) => ({
        section,
        facet: { kind: 'tag' as const, slug: `t${index}` },
      })),
    ])
    const editions = {
      scopes: () => scopes,
      describe: () => ({ title: 'T', description: 'T', language: 'en', since: 1 }),
    } as Partial<Editions> as Editions
    const { groups, updated } = toFeedList({ ...libraryOf({}), sections }, editions, 1)
    expect(groups.flatMap(({ feeds }) => feeds)).toHaveLength(expected)
    expect(updated).toBe(1)
  },
)
