import { expect, it } from 'vitest'
import type { Editions } from '../../src/feed/edition.ts'
import { listFeeds } from '../../src/feed/feed-list.ts'
import type { Scope } from '../../src/feed/scope.ts'
import { libraryOf } from './libraries.ts'

it('the list of feeds is as long as it takes, in a time that grows with it alone', () => {
  const sections = Array.from({ length: 1000 }, (_, index) => `s${index}`)
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
  const { groups, updated } = listFeeds({ ...libraryOf({}), sections }, editions, 1)
  expect(groups.flatMap(({ feeds }) => feeds)).toHaveLength(scopes.length)
  expect(updated).toBe(1)
})
