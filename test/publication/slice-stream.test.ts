import { expect, it } from 'vitest'
import { sliceStream } from '../../src/cloudflare/slice-stream.ts'

function streamOf(chunks: string[]) {
  const seen = { pulls: 0, isCancelled: false }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[seen.pulls++]
        if (chunk === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(chunk))
      },
      cancel() {
        seen.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, seen }
}

it.each([
  ['within a chunk', { first: 1, last: 2 }, '12'],
  ['over several', { first: 2, last: 7 }, '234567'],
  ['whole chunks', { first: 3, last: 5 }, '345'],
  ['from the beginning', { first: 0, last: 0 }, '0'],
  ['to the end', { first: 9, last: 9 }, '9'],
  ['all of it', { first: 0, last: 9 }, '0123456789'],
])('takes a part %s', async (_, range, expected) => {
  const { stream } = streamOf(['012', '345', '', '678', '9'])
  expect(await new Response(sliceStream(stream, range)).text()).toBe(expected)
})

it('reads nothing after the part', async () => {
  const { stream, seen } = streamOf(['012', '345', '678'])
  await new Response(sliceStream(stream, { first: 1, last: 2 })).text()
  expect(seen).toEqual({ pulls: 1, isCancelled: true })
})

it('breaks off where the stream ends before the part does', async () => {
  const { stream } = streamOf(['012'])
  await expect(new Response(sliceStream(stream, { first: 1, last: 5 })).text()).rejects.toThrow()
})
