import { expect, it } from 'vitest'
import { createOutsideHub } from '../../../src/push/destinations/outside-hub.ts'
import { article } from '../../article.ts'
import { openPush, START, type TestPush } from '../open-push.ts'

const A = 'https://reader.example/a'
const ONE = 'news/2026-03-01-one.md'
const DAY = 86_400_000
const dated = (title: string, more = {}) => article({ title, date: '2026-03-02', ...more }, `Of ${title}.`)

/** What was announced, the oldest first. */
async function eventsOf({ store }: TestPush) {
  const reports = await store.overview.articles(undefined, 100)
  return reports.map(({ kind, title }) => `${kind} ${title}`).reverse()
}

it('the first look at a blog that is there announces nothing', async () => {
  const push = await openPush({ destinations: [createOutsideHub('https://hub.example/')] })
  await push.run()
  expect(await eventsOf(push)).toEqual([])
  expect(push.requests).toEqual([])
  expect((await push.store.outbox.ledger())?.size).toBe(1)
})

it('what was released, edited, withdrawn and removed while no server ran is announced at the next start, once', async () => {
  const push = await openPush()
  for (const name of ['edited', 'withdrawn', 'removed']) await push.publish(name)
  const before = await eventsOf(push)
  push.restart()
  await push.write({
    'news/edited.md': dated('edited', { summary: 'Of late.' }),
    'news/withdrawn.md': dated('withdrawn', { withdrawn: '2026-03-09' }),
    'news/new.md': dated('new'),
  })
  await push.remove('news/removed.md')
  push.clock.now += DAY
  await push.looker.look()
  expect((await eventsOf(push)).slice(before.length).sort()).toEqual([
    'released new',
    'updated edited',
    'withdrawn removed',
    'withdrawn withdrawn',
  ])
  push.restart()
  await push.looker.look()
  expect(await eventsOf(push)).toHaveLength(before.length + 4)
})

it('an embargo that ends is told from a release, also where it ended while no server ran', async () => {
  const push = await openPush()
  const later = (hours: number) => new Date(START + hours * 3_600_000).toISOString()
  await push.write({
    'news/soon.md': dated('soon', { date: later(1) }),
    'news/later.md': dated('later', { date: later(3) }),
  })
  await push.looker.look()
  expect(await eventsOf(push)).toEqual([])
  push.clock.now += 2 * 3_600_000
  await push.looker.look()
  expect(await eventsOf(push)).toEqual(['lifted soon'])
  push.restart()
  push.clock.now += 2 * 3_600_000
  await push.looker.look()
  expect(await eventsOf(push)).toEqual(['lifted soon', 'lifted later'])
})

it('an article that is withdrawn and given back is restored', async () => {
  const push = await openPush()
  for (const more of [{ withdrawn: '2026-03-09' }, {}]) {
    push.clock.now += 1000
    await push.write({ [ONE]: dated('One', more) })
    await push.looker.look()
  }
  expect(await eventsOf(push)).toEqual(['withdrawn One', 'restored One'])
})

it('the same texts under other ids are a warning with the remedy, once, and no flood', async () => {
  const push = await openPush()
  const names = ['two', 'three', 'four', 'five', 'six']
  const files = (folder: string) =>
    Object.fromEntries(names.map((name) => [`news/${folder}${name}.md`, dated(name)]))
  await push.write(files(''))
  await push.looker.look()
  await push.ask('subscribe', A)
  await push.run()
  const before = await eventsOf(push)
  for (const name of names) await push.remove(`news/${name}.md`)
  await push.write(files('renamed-'))
  push.clock.now += 1000
  await push.looker.look()
  await push.run()
  expect(await eventsOf(push)).toEqual(before)
  expect(push.posts(A)).toEqual([])
  expect(push.lines).toEqual([
    expect.stringMatching(
      /^5 articles have another id than when subscribers got it: \S+\.md \(was .+\), .+ and 2 more\. Nobody was told, .* Write the old id as `id:` into the article, or keep `idPrefix` as it was\.$/,
    ),
  ])
  push.restart()
  await push.looker.look()
  expect(push.lines).toHaveLength(1)
  // What comes next is news under its new id.
  await push.publish('seven')
  await push.run()
  expect(push.posts(A)).toHaveLength(1)
})

it('what is pushed is served when it is pushed, byte for byte', async () => {
  const push = await openPush()
  await push.ask('subscribe', A)
  await push.run()
  const served: number[] = []
  push.behave(A, async ({ body }) => {
    const { response, bytes } = await push.serve('/feed.xml')
    expect(bytes).toEqual(body)
    served.push(response.status)
    return { status: 204 }
  })
  await push.publish('two')
  await push.run()
  expect(served).toEqual([200])
  expect(await eventsOf(push)).toEqual([expect.stringContaining(' two')])
})

it('a clock that goes back withdraws nothing that was released, and nothing is released twice', async () => {
  const push = await openPush()
  await push.publish('first')
  const before = await eventsOf(push)
  const release = push.clock.now + DAY
  await push.write({ 'news/later.md': dated('later', { embargo: new Date(release).toISOString() }) })
  for (const now of [release, release - 60_000, release - 30_000, release, release + DAY]) {
    push.clock.now = now
    push.restart()
    await push.looker.look()
  }
  expect((await eventsOf(push)).slice(before.length)).toEqual(['lifted later'])
  await push.remove('news/later.md')
  push.clock.now = release - 60_000
  await push.looker.look()
  push.clock.now = release
  await push.looker.look()
  expect((await eventsOf(push)).slice(before.length)).toEqual(['lifted later', 'withdrawn later'])
})

it.each([3_600_000, 400 * DAY])(
  'a clock that is set back by %d ms and forward again announces nothing twice, and nothing early',
  async (jump) => {
    const push = await openPush()
    const at = (hours: number) => new Date(START + hours * 3_600_000).toISOString()
    const look = async (hours: number, restarts: boolean) => {
      if (restarts) push.restart()
      push.clock.now = START + hours * 3_600_000
      await push.looker.look()
    }
    const sortedEvents = async () => (await eventsOf(push)).sort()
    const back = -jump / 3_600_000
    await push.write({
      'news/soon.md': dated('soon', { date: at(0.5) }),
      'news/ends.md': dated('ends', { expires: at(1.5) }),
    })
    await look(0, false)
    await look(2, false)
    const told = ['released ends', 'lifted soon', 'withdrawn ends']
    expect(await sortedEvents()).toEqual(told.sort())
    for (const restarts of [false, true]) {
      await look(2 + back, restarts)
      await look(1 + back, restarts)
      expect(await sortedEvents()).toEqual(told.sort())
    }
    // What is published meanwhile is announced, and what is to come then waits for its time.
    await push.write({
      'news/meanwhile.md': dated('meanwhile', { date: at(0.5 + back) }),
      'news/waits.md': dated('waits', { date: at(1.8 + back) }),
    })
    await look(1.1 + back, false)
    told.push('released meanwhile')
    expect(await sortedEvents()).toEqual(told.sort())
    await look(1.2 + back, true)
    expect(await sortedEvents()).toEqual(told.sort())
    await look(1.9 + back, true)
    expect(await eventsOf(push)).toHaveLength(told.length + 1)
    expect(await eventsOf(push)).toContainEqual(expect.stringMatching(/^(?:lifted|released) waits$/))
    await look(0.6, true)
    await look(3, true)
    expect(await eventsOf(push)).toHaveLength(told.length + 1)
  },
)
