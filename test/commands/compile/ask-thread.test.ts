import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startThread } from '../../../src/commands/ask-thread.ts'
import { makeFolder } from '../../make-folder.ts'

const ASK_THREAD = pathToFileURL(join(import.meta.dirname, '../../../src/commands/ask-thread.ts')).href

/** A thread that answers as `answer`, an expression, says. */
function openThread(answer: string) {
  const directory = makeFolder({
    'thread.ts': `import { answerQuestions } from '${ASK_THREAD}'\nanswerQuestions(${answer})\n`,
  })
  const thread = startThread<unknown, unknown>('thread', pathToFileURL(join(directory, 'main.ts')).href, {})
  onTestFinished(thread.stop)
  return thread
}

describe('a thread', () => {
  it('answers each question', async () => {
    const { ask } = openThread('async (question) => question * 2')
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual([2, 4, 6])
  })

  it('leaves alone a question that no thread can take, and answers the others', async () => {
    const { ask } = openThread('(question) => typeof question')
    expect(await Promise.all([ask(1), ask(() => {}), ask('a')])).toEqual(['number', undefined, 'string'])
  })

  it.each([
    ['throws', '() => { throw new Error("wrong") }'],
    ['rejects', 'async () => { throw new Error("wrong") }'],
    ['answers what no thread can send', '() => () => {}'],
    ['ends', '() => process.exit(1)'],
    ['never starts', ')'],
  ])('that %s leaves unanswered what it was asked, and what comes later', async (_, answer) => {
    const { ask } = openThread(answer)
    expect(await Promise.all([ask(1), ask(2)])).toEqual([undefined, undefined])
    expect(await ask(3)).toBeUndefined()
  })

  it('that is stopped leaves unanswered what it was asked', async () => {
    const { ask, stop } = openThread('() => new Promise(() => {})')
    const asked = ask(1)
    stop()
    expect(await asked).toBeUndefined()
    expect(await ask(2)).toBeUndefined()
  })
})
