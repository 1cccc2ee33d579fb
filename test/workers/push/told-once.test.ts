import { describe, expect, it } from 'vitest'
import { inObject, type OpenObject } from './open-object.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const CALLBACK = 'https://reader.example/callback'

/** What the destination was told of articles, in order. */
const told = ({ received }: OpenObject) =>
  received
    .filter(({ url }) => url === 'https://hooks.example/in')
    .map(({ body }) => JSON.parse(body))
    .map(({ type, data }) => `${data.title ?? data.id} ${type}`)

/** What subscribers got, in order, by the titles in it. */
const sent = ({ received }: OpenObject) =>
  received
    .filter(({ url }) => url === CALLBACK)
    .map(({ body }) =>
      [...body.matchAll(/<title>(Coming|New|Newer)<\/title>/g)].map(([, title]) => title).join(),
    )

describe('an article is told once', () => {
  it('where the same and another version are deployed in the minute of its release', () =>
    inObject(async (object) => {
      await object.subscribe(CALLBACK)
      object.clock.now += DAY
      await object.deploy('first')
      await object.settle()
      await object.deploy('first')
      await object.settle()
      object.clock.now += 30_000
      await object.deploy('second')
      await object.settle()
      await object.deploy('second')
      await object.settle()
      expect(told(object)).toEqual(['Coming article.released', 'New article.released'])
      expect(sent(object)).toEqual(['Coming', 'Coming,New'])
    }))

  it('where the alarm of its release rings as the object starts again', () =>
    inObject(async (object) => {
      await object.subscribe(CALLBACK)
      object.clock.now += DAY
      await object.restart()
      await Promise.all([object.ring(), object.push().announce(''), object.push().announce('')])
      await object.settle()
      await object.restart()
      await object.push().announce('')
      object.clock.now += HOUR
      await object.settle()
      expect(told(object)).toEqual(['Coming article.released'])
      expect(sent(object)).toEqual(['Coming'])
    }))

  it('where the clock goes back after its release, which is not a withdrawal', () =>
    inObject(async (object) => {
      await object.subscribe(CALLBACK)
      object.clock.now += DAY
      await object.settle()
      object.clock.now -= HOUR
      await object.deploy('second')
      await object.settle()
      object.clock.now += HOUR
      await object.settle()
      await object.deploy('second')
      await object.settle()
      expect(told(object)).toEqual(['Coming article.released', 'New article.released'])
    }))

  it('when its text changes, and when it is withdrawn', () =>
    inObject(async (object) => {
      await object.deploy('second')
      await object.settle()
      for (const name of ['changed', 'changed', 'third', 'third', 'changed'] as const) {
        object.clock.now += 60_000
        await object.deploy(name)
        await object.settle()
      }
      expect(told(object)).toEqual([
        'New article.released',
        'Newer article.updated',
        'tag:example.org,2026:new article.withdrawn',
        'Newer article.released',
      ])
    }))

  it('when its correction is due, by the alarm alone, and nobody gets the correction before', () =>
    inObject(async (object) => {
      await object.subscribe(CALLBACK)
      await object.deploy('second')
      await object.settle()
      object.clock.now += HOUR
      await object.deploy('corrected')
      await object.settle()
      expect(object.received.map(({ body }) => body).join()).not.toContain('seven')
      const before = told(object).length
      object.clock.now += 10 * HOUR
      await object.settle()
      expect(told(object)).toHaveLength(before)
      object.clock.now += HOUR
      await object.settle()
      await object.deploy('corrected')
      await object.settle()
      expect(told(object).slice(before)).toEqual(['New article.updated'])
      const bodies = object.received.filter(({ url }) => url === CALLBACK).map(({ body }) => body)
      expect(bodies.filter((body) => body.includes('seven'))).toEqual([bodies.at(-1)])
    }))
})
