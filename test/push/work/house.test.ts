import { expect, it } from 'vitest'
import { BEAT_MILLISECONDS } from '../../../src/push/canary.ts'
import { type Chores, keepHouse, nextChore } from '../../../src/push/work/house.ts'
import { openPush } from '../open-push.ts'

const YEAR = 365 * 86_400_000

it('keeps house at once where the clock was set back', async () => {
  const { store, clock } = await openPush()
  let chores: Chores = await keepHouse(store, { beaten: 0, pruned: 0 }, clock.now + YEAR)
  chores = await keepHouse(store, chores, clock.now)
  expect(chores).toEqual({ beaten: clock.now, pruned: clock.now })
  expect(nextChore(chores)).toBe(clock.now + BEAT_MILLISECONDS)
  expect(await keepHouse(store, chores, clock.now + 1)).toEqual(chores)
})
