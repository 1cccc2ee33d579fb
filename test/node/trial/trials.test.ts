import { expect, it, onTestFinished } from 'vitest'
import { LONG_TEXT } from '../../../src/node/trial/bounds.ts'
import { createTrials } from '../../../src/node/trial/trials.ts'
import { article } from '../../article.ts'
import { SITE } from '../../content/outline.ts'
import { HOSTILE } from './hostile.ts'

const LONG = article({ title: 'A', date: '2025-01-01' }, 'word '.repeat(LONG_TEXT / 5))
const A_MINUTE = 60_000

function trialsOf(limitMilliseconds: number) {
  const trials = createTrials(limitMilliseconds)
  onTestFinished(trials.rest)
  return trials
}

it('a text that is not long needs no trial', () => {
  expect(trialsOf(1).judge('a.md', article({ title: 'A', date: '2025-01-01' }), SITE)).toBe('quick')
})

it('a long text of words is quick, at once and ahead', async () => {
  const trials = trialsOf(A_MINUTE)
  expect(trials.recall('a.md', LONG, SITE)).toBe('untried')
  expect(trials.judge('a.md', LONG, SITE)).toBe('quick')
  expect(trials.recall('b.md', LONG, SITE)).toBe('untried')
  await trials.tryAhead('b.md', LONG, SITE)
  expect(trials.recall('b.md', LONG, SITE)).toBe('quick')
  expect(trials.tryAhead('b.md', LONG, SITE)).toBeUndefined()
})

it('a text that takes longer than the limit is slow, at once and ahead', async () => {
  const trials = trialsOf(100)
  expect(trials.judge('a.md', HOSTILE, SITE)).toBe('slow')
  await trials.tryAhead('b.md', HOSTILE, SITE)
  expect(trials.recall('b.md', HOSTILE, SITE)).toBe('slow')
})

it('a mistake in a text is left to the main thread, which names its file', () => {
  expect(trialsOf(A_MINUTE).judge('a.md', `---\ntitle: [\n---\n${LONG}`, SITE)).toBe('quick')
})

it('other settings may make the same text quick', () => {
  const trials = trialsOf(100)
  expect(trials.judge('a.md', HOSTILE, SITE)).toBe('slow')
  expect(trials.recall('a.md', HOSTILE, { ...SITE })).toBe('untried')
})
