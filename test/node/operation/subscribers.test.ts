import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSubscribers,
  type FeedTally,
  type Subscribers,
} from '../../../src/node/operation/subscribers.ts'

const DAY = 86_400_000
const NOON = Date.UTC(2026, 2, 1, 12)
const FEED = 'news/feed.xml'

/** Salts that are never the same. */
function salts(): () => string {
  let count = 0
  return () => `salt ${count++}`
}

function visit(
  subscribers: Subscribers,
  now: number,
  address: string,
  userAgent = 'Reader/1.0',
  path = FEED,
) {
  subscribers.note({ path, address, userAgent }, now)
}

function countOf(subscribers: Subscribers, now: number, path = FEED) {
  const found = subscribers.count(now).find((count) => count.path === path)
  return found ? [found.stated, found.distinct] : [0, 0]
}

describe('subscribers', () => {
  it('counts a reader once, and another address or user agent as another reader', () => {
    const subscribers = createSubscribers(salts())
    for (let hour = 0; hour < 10; hour++) visit(subscribers, NOON + hour * 3_600_000, '192.0.2.1')
    visit(subscribers, NOON, '192.0.2.2')
    visit(subscribers, NOON, '192.0.2.1', 'Reader/2.0')
    visit(subscribers, NOON, '192.0.2.1', 'Reader/1.0', 'feed.json')
    expect(countOf(subscribers, NOON)).toEqual([0, 3])
    expect(countOf(subscribers, NOON, 'feed.json')).toEqual([0, 1])
  })

  it('counts every pair of address and user agent once a day', () => {
    const subscribers = createSubscribers(salts())
    const visits = [
      ['192.0.2.1', 'Reader/1.0'],
      ['192.0.2.1', 'Reader/2.0'],
      ['192.0.2.2', 'Reader/2.0'],
      ['192.0.2.1', 'Reader/1.0'],
    ] as const
    for (const day of [0, 1])
      for (const [address, userAgent] of visits)
        subscribers.note({ path: FEED, address, userAgent }, NOON + day * DAY)
    expect(subscribers.tally(NOON + DAY)[0]?.days.map(({ readers }) => readers)).toEqual([3, 3])
  })

  it('address and user agent cannot be shifted into each other', () => {
    const subscribers = createSubscribers(salts())
    visit(subscribers, NOON, '192.0.2.1', '1 x')
    visit(subscribers, NOON, '192.0.2.11', ' x')
    expect(countOf(subscribers, NOON)).toEqual([0, 2])
  })

  it('counts the readers of the busiest of seven days', () => {
    const subscribers = createSubscribers(salts())
    const visitors = [2, 5, 3, 1, 1, 1, 1, 4]
    const figures = visitors.map((count, day) => {
      for (let index = 0; index < count; index++) visit(subscribers, NOON + day * DAY, `192.0.2.${index}`)
      return countOf(subscribers, NOON + day * DAY)[1]
    })
    expect(figures).toEqual([2, 5, 5, 5, 5, 5, 5, 5])
    expect(countOf(subscribers, NOON + 8 * DAY)[1]).toBe(4)
    expect(countOf(subscribers, NOON + 13 * DAY)[1]).toBe(4)
    expect(countOf(subscribers, NOON + 14 * DAY)[1]).toBe(0)
    expect(subscribers.tally(NOON + 14 * DAY)).toEqual([])
  })

  it('uses the last statement of an aggregator for seven days, once for each of its ids of the feed', () => {
    const subscribers = createSubscribers(salts())
    visit(subscribers, NOON, '192.0.2.1', 'Feedbin feed-id:1 - 10 subscribers')
    visit(subscribers, NOON, '192.0.2.9', 'Feedbin feed-id:1 - 8 subscribers')
    visit(subscribers, NOON, '192.0.2.9', 'Feedbin feed-id:2 - 3 subscribers')
    visit(subscribers, NOON + 2 * DAY, '192.0.2.3', 'Feedly/1.0 (x; 100 subscribers)')
    expect(countOf(subscribers, NOON + 2 * DAY)).toEqual([111, 0])
    expect(subscribers.count(NOON + 2 * DAY)[0]?.aggregators).toEqual([
      { name: 'feedly', subscribers: 100 },
      { name: 'feedbin 1', subscribers: 8 },
      { name: 'feedbin 2', subscribers: 3 },
    ])
    expect(countOf(subscribers, NOON + 6 * DAY)).toEqual([111, 0])
    expect(countOf(subscribers, NOON + 7 * DAY)).toEqual([100, 0])
    expect(countOf(subscribers, NOON + 9 * DAY)).toEqual([0, 0])
  })

  it('does not count clients that index or monitor', () => {
    const subscribers = createSubscribers(salts())
    visit(subscribers, NOON, '192.0.2.1', 'Googlebot/2.1')
    expect(subscribers.tally(NOON)).toEqual([])
  })

  it('draws a salt a day, at midnight UTC, also when the clock goes back', () => {
    const drawn: string[] = []
    let now = Number.NaN
    const subscribers = createSubscribers(() => `salt ${drawn.push(new Date(now).toISOString())}`)
    for (const time of [
      '01T23:59:59.999',
      '02T00:00:00.000',
      '02T12:00',
      '02T23:59:59.999',
      '03T00:00:01',
      '02T12:00',
    ]) {
      now = Date.parse(`2026-03-${time}Z`)
      visit(subscribers, now, '192.0.2.1')
    }
    expect(drawn).toEqual([
      '2026-03-01T23:59:59.999Z',
      '2026-03-02T00:00:00.000Z',
      '2026-03-03T00:00:01.000Z',
      '2026-03-02T12:00:00.000Z',
    ])
  })

  it('the tally has neither address nor user agent nor hash nor salt in it', () => {
    const subscribers = createSubscribers(() => 'SALTSALTSALT')
    visit(subscribers, NOON, '192.0.2.77', 'SecretReader/1.0')
    expect(subscribers.tally(NOON)).toEqual([
      { path: FEED, days: [{ date: '2026-03-01', readers: 1 }], aggregators: [] },
    ])
  })

  it('a restart forgets no reader and counts none twice', () => {
    const before = createSubscribers(salts())
    for (const address of ['a', 'b', 'c']) visit(before, NOON, address)
    visit(before, NOON, 'd', 'Feedly/1.0 (x; 7 subscribers)')
    const after = createSubscribers(salts())
    after.recall(before.tally(NOON))
    expect(countOf(after, NOON)).toEqual([7, 3])
    for (const address of ['a', 'b', 'c']) visit(after, NOON, address)
    expect(countOf(after, NOON)).toEqual([7, 3])
    visit(after, NOON, 'e')
    expect(countOf(after, NOON)).toEqual([7, 4])
  })

  it('a restart counts readers that come before the recall', () => {
    const before = createSubscribers(salts())
    for (const address of ['a', 'b']) visit(before, NOON, address)
    visit(before, NOON, 'd', 'Feedly/1.0 (x; 7 subscribers)')
    const after = createSubscribers(salts())
    for (const address of ['a', 'b', 'c']) visit(after, NOON, address)
    visit(after, NOON, 'd', 'Feedly/1.0 (x; 8 subscribers)')
    after.recall(before.tally(NOON))
    expect(countOf(after, NOON)).toEqual([8, 3])
  })

  it('a restart drops counts older than a week, even when a reader came before the recall', () => {
    const before = createSubscribers(salts())
    for (const address of ['a', 'b']) visit(before, NOON, address)
    visit(before, NOON, 'd', 'Feedly/1.0 (x; 7 subscribers)')
    const after = createSubscribers(salts())
    visit(after, NOON + 7 * DAY, 'a')
    after.recall(before.tally(NOON))
    expect(countOf(after, NOON + 7 * DAY)).toEqual([0, 1])
    expect(after.tally(NOON + 7 * DAY)[0]?.days).toHaveLength(1)
  })

  it('a restart keeps within its limits, whatever was counted before the recall', () => {
    const [before, after] = [createSubscribers(salts()), createSubscribers(salts())]
    for (let index = 0; index < 200; index++) {
      visit(before, NOON, 'a', `Feedbin feed-id:${index} - 1 subscribers`)
      visit(after, NOON, 'a', `Feedbin feed-id:${1000 + index} - 1 subscribers`)
    }
    after.recall(before.tally(NOON))
    expect(countOf(after, NOON)).toEqual([200, 0])
  })

  it('does not count days in the future', () => {
    const tally: FeedTally[] = [
      {
        path: FEED,
        days: [{ date: '2027-01-01', readers: 9 }],
        aggregators: [{ name: 'feedly', subscribers: 9, seen: '2027-01-01' }],
      },
    ]
    const subscribers = createSubscribers(salts())
    subscribers.recall(tally)
    expect(countOf(subscribers, NOON)).toEqual([0, 0])
  })

  it('keeps within its limits, whatever is requested', () => {
    const subscribers = createSubscribers(salts())
    for (let index = 0; index < 20_100; index++) visit(subscribers, NOON, `address ${index}`)
    for (let index = 0; index < 300; index++)
      visit(subscribers, NOON, 'a', `Feedbin feed-id:${index} - 1 subscribers`)
    expect(countOf(subscribers, NOON)).toEqual([200, 20_000])
    visit(subscribers, NOON, 'a', 'Feedbin feed-id:0 - 5 subscribers')
    expect(countOf(subscribers, NOON)).toEqual([204, 20_000])
    for (let index = 0; index < 10_100; index++)
      visit(subscribers, NOON, 'a', 'Reader/1.0', `${index}/feed.xml`)
    expect(subscribers.count(NOON)).toHaveLength(10_000)
  })

  it('counts a week of visits as a plain count does', () => {
    const someVisit = fc.record({ day: fc.nat(12), address: fc.nat(5), agent: fc.nat(2), path: fc.nat(1) })
    fc.assert(
      fc.property(fc.array(someVisit, { maxLength: 60 }), (visits) => {
        const subscribers = createSubscribers(salts())
        const sorted = visits.toSorted((a, b) => a.day - b.day)
        for (const { day, address, agent, path } of sorted)
          visit(subscribers, NOON + day * DAY, `192.0.2.${address}`, `Reader/${agent}`, `${path}/feed.xml`)
        for (const path of [0, 1]) {
          const perDay = new Map<number, Set<string>>()
          for (const { day, address, agent } of sorted.filter((one) => one.path === path && one.day > 5))
            perDay.set(day, (perDay.get(day) ?? new Set()).add(`${address} ${agent}`))
          const expected = Math.max(0, ...[...perDay.values()].map((readers) => readers.size))
          expect(countOf(subscribers, NOON + 12 * DAY, `${path}/feed.xml`)).toEqual([0, expected])
        }
      }),
    )
  })
})
