import { expect, it } from 'vitest'
import { createOutsideHub } from '../../src/push/destinations/outside-hub.ts'
import { article } from '../article.ts'
import { FEED, openPush, SITE, type TestPush } from './open-push.ts'

const HUB = 'https://hub.example/'
const TWO = 'news/two.md'
const SECTIONS = { 'news/_index.md': '---\n---\n', 'essays/_index.md': '---\n---\n' }
const ALL = { tags: '[fog]', author: 'Ann', language: 'de' }
/** The feeds that an article has through these, and leaves without them. */
const FEEDS = ['tags/fog/', 'authors/ann/', 'de/', 'news/tags/fog/', 'news/authors/ann/'].map(
  (folder) => `${SITE}${folder}feed.xml`,
)

const two = (more: Record<string, string> = {}, text = 'The second.') =>
  article({ title: 'Two', id: 'two', date: '2026-03-09', ...more }, text)

/** A site that names a hub of others, with an article in all the feeds, and another that stays in them. */
async function openFeeds(first = two(ALL)) {
  const push = await openPush({ destinations: [createOutsideHub(HUB)] })
  await save(push, {
    ...SECTIONS,
    [TWO]: first,
    'news/three.md': article({ title: 'Three', date: '2026-03-09', ...ALL }),
  })
  return push
}

/** Saves files, and sends what is news. */
async function save(push: TestPush, files: Record<string, string>) {
  push.clock.now += 1000
  push.requests.length = 0
  await push.write(files)
  await push.looker.look()
  await push.wait(2000)
}

const pinged = ({ posts }: TestPush) =>
  posts(HUB).flatMap(({ body }) => new URLSearchParams(String(body)).getAll('hub.url'))
const left = (push: TestPush) => FEEDS.filter((feed) => pinged(push).includes(feed))

it.each([
  ['that a correction takes an article out of', two()],
  ['of an article whose withdrawal names them no more', two({ withdrawn: '2026-03-10' })],
  ['of an article that is hidden', two({ draft: 'true' })],
])('P2: a hub of others is told of the feeds %s, once', async (_, text) => {
  const push = await openFeeds()
  await save(push, { [TWO]: text })
  expect(left(push)).toEqual(FEEDS)
  for (const feed of pinged(push)) expect((await push.serve(feed)).response.status, feed).toBe(200)
  await save(push, { [TWO]: two({}, 'Once more.') })
  expect(pinged(push)).toContain(FEED)
  expect(left(push)).toEqual([])
})

it('a hub of others is told of the feeds of an article whose file is removed', async () => {
  const push = await openFeeds()
  await push.remove(TWO)
  await save(push, {})
  expect(left(push)).toEqual(FEEDS)
})

it('a hub of others is told of the feeds where an article was that moves to another section without its tag', async () => {
  const push = await openFeeds()
  await push.remove(TWO)
  await save(push, { 'essays/two.md': two({ author: 'Ann', language: 'de' }) })
  expect(left(push)).toEqual(FEEDS)
  expect(pinged(push)).toEqual(expect.arrayContaining([`${SITE}news/feed.xml`, `${SITE}essays/feed.xml`]))
  expect(pinged(push)).toContain(`${SITE}essays/authors/ann/feed.xml`)
  expect(pinged(push)).not.toContain(`${SITE}essays/tags/fog/feed.xml`)
})

it('a hub of others is told of the feed of a tag whose last article lost it, so that it finds the feed gone', async () => {
  const push = await openFeeds(two({ tags: '[sun]' }))
  const sun = `${SITE}tags/sun/feed.xml`
  expect(pinged(push)).toContain(sun)
  await save(push, { [TWO]: two() })
  expect(pinged(push)).toContain(sun)
  expect((await push.serve(sun)).response.status).toBe(404)
  await save(push, { [TWO]: two({}, 'Once more.') })
  expect(pinged(push)).not.toContain(sun)
})

it('a server that is started again knows which feeds an article was in', async () => {
  const push = await openFeeds()
  push.restart()
  await save(push, { [TWO]: two() })
  expect(left(push)).toEqual(FEEDS)
})

it('feeds of articles that an earlier version released are noted at the first look, without a word', async () => {
  const push = await openFeeds()
  await push.query('update ledger set facets = null')
  push.restart()
  await save(push, {})
  expect(push.requests).toEqual([])
  await save(push, { [TWO]: two() })
  expect(left(push)).toEqual(FEEDS)
})
