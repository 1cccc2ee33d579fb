import { expect, it } from 'vitest'
import { readSite } from '../../src/content/site/settings.ts'
import { createDestinations } from '../../src/push/destinations/table.ts'
import { article } from '../article.ts'
import { FEED, openPush, SITE, type TestPush } from './open-push.ts'

const READER = 'https://reader.example/a'
const TWO = 'news/two.md'
/** What the settings choose, by the place where it is sent to. */
const HOOKS = {
  tag: 'https://hook.example/tag',
  news: 'https://hook.example/news',
  essays: 'https://hook.example/essays',
  newsRoom: 'https://room.example/news',
  room: 'https://room.example/all',
}
const SETTINGS = `---
push:
  - { webhook: "${HOOKS.tag}", secret: HOOK, tags: [rain] }
  - { webhook: "${HOOKS.news}", secret: HOOK, sections: [news] }
  - { webhook: "${HOOKS.essays}", secret: HOOK, sections: [essays] }
  - { webhook: NEWS_ROOM, format: slack, sections: [news] }
  - { webhook: ROOM, format: slack }
hubs: [https://hub.example/]
---
`
const SECTIONS = { 'news/_index.md': '---\n---\n', 'essays/_index.md': '---\n---\n' }
const ENVIRONMENT = {
  HOOK: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  NEWS_ROOM: HOOKS.newsRoom,
  ROOM: HOOKS.room,
}

const two = (more: Record<string, string> = {}, text = 'The second.') =>
  article({ title: 'Two', id: 'two', date: '2026-03-09', ...more }, text)

/** A site with destinations that are limited to sections and tags, and a release of an article with the tag in news. */
async function openReleased(more = '') {
  const files = [{ path: '_index.md', source: SETTINGS }].concat(
    Object.entries(SECTIONS).map(([path, source]) => ({ path, source })),
  )
  const { site, problems } = readSite(files, { title: 'Example', url: SITE })
  expect(problems).toEqual([])
  const { destinations, faults } = await createDestinations(site.push!, ENVIRONMENT, { url: SITE })
  expect(faults).toEqual([])
  const push = await openPush({ destinations, settings: more })
  await push.write(SECTIONS)
  await save(push, { [TWO]: two({ tags: '[rain]' }) })
  expect(told(push)).toEqual({ tag: ['released'], news: ['released'], newsRoom: ['Two'], room: ['Two'] })
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

/** Moves the article to another section. */
async function move(push: TestPush, text: string) {
  await push.remove(TWO)
  await save(push, { 'essays/two.md': text })
}

/** What was sent to each place: the kinds of events, and the titles in rooms. */
function told({ requests }: TestPush): Record<string, string[]> {
  const sent = Object.entries(HOOKS).map(([name, url]) => {
    const bodies = requests
      .filter((request) => request.url === url)
      .map(({ body }) => JSON.parse(String(body)))
    const texts = bodies.map(({ type, text }) => (type ? type.replace('article.', '') : titleOf(text)))
    return [name, texts]
  })
  return Object.fromEntries(sent.filter(([, texts]) => texts!.length > 0))
}

const titleOf = (text: string) => /(?:\w+: )?\bTwo\b|Withdrawn/.exec(text)?.[0] ?? text

/** The feeds that the hub of others was told of. */
const pinged = ({ requests }: TestPush) =>
  requests
    .filter(({ url }) => url === 'https://hub.example/')
    .flatMap(({ body }) => new URLSearchParams(String(body)).getAll('hub.url'))

it('a correction that takes the tag away goes to whoever got the article with it, and so does its withdrawal', async () => {
  const push = await openReleased()
  await save(push, { [TWO]: two() })
  expect(told(push)).toEqual({
    tag: ['updated'],
    news: ['updated'],
    newsRoom: ['Corrected: Two'],
    room: ['Corrected: Two'],
  })
  await save(push, { [TWO]: two({ withdrawn: '2026-03-10' }) })
  expect(Object.keys(told(push))).toEqual(['tag', 'news', 'newsRoom', 'room'])
  expect(told(push)).toMatchObject({ tag: ['withdrawn'], news: ['withdrawn'] })
})

it('an article that never had the tag is corrected and withdrawn without a word to the destination of the tag', async () => {
  const push = await openReleased()
  await save(push, { 'news/three.md': article({ title: 'Two', date: '2026-03-09' }, 'x') })
  await save(push, { 'news/three.md': article({ title: 'Two', date: '2026-03-09' }, 'y') })
  expect(Object.keys(told(push))).toEqual(['news', 'newsRoom', 'room'])
  push.requests.length = 0
  await push.remove('news/three.md')
  await save(push, {})
  expect(Object.keys(told(push))).toEqual(['news', 'newsRoom', 'room'])
})

it('an article that moves to another section is corrected where it was, and comes where it is', async () => {
  const push = await openReleased()
  await move(push, two({ tags: '[rain]' }, 'The second, corrected.'))
  expect(told(push)).toEqual({
    tag: ['updated'],
    news: ['updated'],
    essays: ['updated'],
    newsRoom: ['Corrected: Two'],
    room: ['Corrected: Two'],
  })
  expect(pinged(push)).toEqual(
    expect.arrayContaining([`${SITE}news/feed.xml`, `${SITE}essays/feed.xml`, FEED]),
  )
  await push.remove('essays/two.md')
  await save(push, {})
  expect(told(push)).toMatchObject({ tag: ['withdrawn'], news: ['withdrawn'], essays: ['withdrawn'] })
  expect(Object.keys(told(push))).toHaveLength(5)
  expect(pinged(push)).toContain(`${SITE}essays/feed.xml`)
})

it('an article that only moves is news for programs, and in rooms that it leaves', async () => {
  const push = await openReleased()
  await move(push, two({ tags: '[rain]' }))
  expect(told(push)).toEqual({
    tag: ['updated'],
    news: ['updated'],
    essays: ['updated'],
    newsRoom: ['Corrected: Two'],
  })
  const [body] = push.requests
    .filter(({ url }) => url === HOOKS.news)
    .map(({ body }) => JSON.parse(String(body)))
  expect(body.data).toMatchObject({ section: 'essays', url: `${SITE}essays/two/` })
  expect(body.data).not.toHaveProperty('moved')
})

it('subscribers of the section that an article leaves get the feed without it, and those of its new one with it', async () => {
  const push = await openReleased()
  await save(push, { 'essays/one.md': article({ title: 'An essay', date: '2026-03-08' }) })
  for (const section of ['news', 'essays'])
    await push.ask('subscribe', READER + section, { 'hub.topic': `${SITE}${section}/feed.xml` })
  await push.run()
  await move(push, two({ tags: '[rain]' }))
  const textsAt = (section: string) =>
    push.posts(READER + section).map(({ body }) => Buffer.from(body as Uint8Array).toString())
  expect(textsAt('news')).toEqual([expect.not.stringContaining('<title>Two</title>')])
  expect(textsAt('essays')).toEqual([expect.stringContaining('<title>Two</title>')])
})

it('a release that waits for its destination is not sent where a correction leaves it out meanwhile', async () => {
  const push = await openReleased()
  push.clock.now += 1000
  await push.write({ 'news/three.md': two({ id: 'three', tags: '[rain]' }) })
  await push.looker.look()
  await save(push, { 'news/three.md': two({ id: 'three' }) })
  expect(told(push)).toEqual({ news: ['released'], newsRoom: ['Two'], room: ['Two'] })
})

it('P2: a hub of others is told of every topic that names it and has changed, once', async () => {
  const push = await openReleased()
  const folders = ['', 'en/', 'news/', 'tags/rain/', 'news/tags/rain/']
  const files = ['feed.xml', 'atom.xml', 'feed.json', 'wire.json']
  const feeds = folders.flatMap((folder) => files.map((file) => `${SITE}${folder}${file}`))
  const topics = [...feeds, `${SITE}feeds.opml`].sort()
  expect(pinged(push).sort()).toEqual(topics)
  for (const topic of topics) expect((await push.serve(topic)).response.status, topic).toBe(200)
})

it('a hub of others is told of older versions of ninjs where the site has them, too', async () => {
  const push = await openReleased('ninjs: [1, 2]\n')
  const folders = ['', 'en/', 'news/', 'tags/rain/', 'news/tags/rain/']
  const topics = folders.flatMap((folder) =>
    ['wire.json', 'wire-1.json', 'wire-2.json'].map((file) => `${SITE}${folder}${file}`),
  )
  const told = pinged(push).filter((topic) => topic.includes('wire'))
  expect(told.sort()).toEqual(topics.sort())
  for (const topic of topics) {
    const { response } = await push.serve(topic)
    expect(response.status, topic).toBe(200)
    expect(response.headers.get('link')).toContain(`<${topic}>; rel="self"`)
    expect(response.headers.get('link')).toContain('rel="hub"')
    expect(await push.ask('subscribe', `${READER}-${topic}`, { 'hub.topic': topic })).toMatchObject({
      status: 202,
    })
  }
  const without = await openReleased()
  expect((await without.serve(`${SITE}wire-1.json`)).response.status).toBe(404)
})
