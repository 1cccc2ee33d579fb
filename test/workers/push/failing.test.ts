import { describe, expect, it } from 'vitest'
import { inObject, type OpenObject } from './open-object.ts'

const CALLBACKS = Array.from({ length: 60 }, (_, index) => `https://r${index}.example/`)
const MINUTE = 60_000

/** Deploys something new, and lets the storage fail with the alarms that follow. */
async function deployBroken(object: OpenObject, fail: (statement: string) => void): Promise<void> {
  await object.subscribe(...CALLBACKS)
  await object.deploy('second')
  object.lines = []
  object.fail = fail
}

/** Rings for some minutes whenever the alarm is due, as Cloudflare does. */
async function ringFor(object: OpenObject, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    object.clock.now += MINUTE
    await object.settle()
  }
}

const arrived = ({ received }: OpenObject) =>
  received.map(({ url }) => url).filter((url) => !url.startsWith('https://hooks'))

describe('an alarm that fails', () => {
  it.each([
    ['before a page is claimed', /^insert into page/],
    ['before the look is recorded', /^insert into distribution/],
    ['in whatever it asks of the database', /./],
  ])('%s rings again, and loses no delivery', (_, broken) =>
    inObject(async (object) => {
      await deployBroken(object, (statement) => {
        if (statement !== 'alarm' && broken.test(statement)) throw new Error('the disk is full')
      })
      await object.settle()
      expect(arrived(object)).toEqual([])
      expect(object.lines?.join()).toContain('Push: the disk is full. It is tried again.')
      object.fail = undefined
      await ringFor(object, 5)
      expect(arrived(object).sort()).toEqual(CALLBACKS.toSorted())
    }),
  )

  it('after it has sent a page rings again, and repeats that page at most', () =>
    inObject(async (object) => {
      await deployBroken(object, (statement) => {
        if (/^(?:update|delete from) page/.test(statement)) throw new Error('the disk is full')
      })
      await object.settle()
      expect(arrived(object).length).toBeGreaterThan(0)
      object.fail = undefined
      const before = arrived(object).length
      await ringFor(object, 5)
      expect(new Set(arrived(object))).toEqual(new Set(CALLBACKS))
      expect(arrived(object).length).toBeLessThanOrEqual(CALLBACKS.length + before)
    }))

  it('that cannot even set the next one throws, so that Cloudflare rings again', () =>
    inObject(async (object) => {
      await deployBroken(object, () => {
        throw new Error('the disk is full')
      })
      await expect(object.ring()).rejects.toThrow('the disk is full')
      object.fail = undefined
      await object.ring()
      await ringFor(object, 5)
      expect(arrived(object).sort()).toEqual(CALLBACKS.toSorted())
    }))

  it('for good is set again by the next word of the Worker', () =>
    inObject(async (object) => {
      await deployBroken(object, () => {
        throw new Error('the disk is full')
      })
      // The last of the alarms that Cloudflare repeats.
      await expect(object.ring()).rejects.toThrow()
      object.fail = undefined
      expect(object.isRinging()).toBe(false)
      object.clock.now += MINUTE
      await object.push().announce('')
      await ringFor(object, 5)
      expect(arrived(object).sort()).toEqual(CALLBACKS.toSorted())
    }))
})
