import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startThread } from '../../src/commands/thread.ts'
import { makeFolder } from '../make-folder.ts'

const THREAD_MODULE = pathToFileURL(join(import.meta.dirname, '../../src/commands/thread.ts')).href

/** A thread that replies as `reply`, an expression, says. */
function openThread(reply: string) {
  const directory = makeFolder({
    'thread.ts': `import { replyToRequests } from '${THREAD_MODULE}'\nreplyToRequests(${reply})\n`,
  })
  const thread = startThread<unknown, unknown>('thread', pathToFileURL(join(directory, 'main.ts')).href, {})
  onTestFinished(thread.stop)
  return thread
}

describe('a thread', () => {
  it('replies to each request', async () => {
    const { send } = openThread('async (request) => request * 2')
    expect(await Promise.all([1, 2, 3].map(send))).toEqual([2, 4, 6])
  })

  it('leaves alone a request that cannot be sent, and replies to the others', async () => {
    const { send } = openThread('(request) => typeof request')
    expect(await Promise.all([send(1), send(() => {}), send('a')])).toEqual(['number', undefined, 'string'])
  })

  it.each([
    ['throws', '() => { throw new Error("wrong") }'],
    ['rejects', 'async () => { throw new Error("wrong") }'],
    ['replies with what cannot be sent', '() => () => {}'],
    ['ends', '() => process.exit(1)'],
    ['never starts', ')'],
  ])('that %s sends no reply, now and later', async (_, reply) => {
    const { send } = openThread(reply)
    expect(await Promise.all([send(1), send(2)])).toEqual([undefined, undefined])
    expect(await send(3)).toBeUndefined()
  })

  it('that is stopped sends no reply', async () => {
    const { send, stop } = openThread('() => new Promise(() => {})')
    const sent = send(1)
    stop()
    expect(await sent).toBeUndefined()
    expect(await send(2)).toBeUndefined()
  })
})
