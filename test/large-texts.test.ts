import { expect, it } from 'vitest'
import { createFolderPublication } from '../src/node/serving/publication.ts'
import { isDocument } from '../src/publication/publication.ts'
import { article } from './article.ts'
import { openRuntimes } from './visibility/runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const NAMES = ['a.txt', 'a.csv', 'a.vtt', 'a.svg', 'a.chapters.json', 'a.ics', 'a.gpx']
const LARGE = `${'0123456789'.repeat(100_000)}!`

it.each(NAMES)('a large text is streamed as it is, with ranges: %s', async (name) => {
  const { asks, folder } = openRuntimes(
    { 'a.md': article({ title: 'A', date: '2025-01-01' }, `[a](${name})`), [name]: LARGE },
    NOW,
  )
  for (const ask of Object.values(asks)) {
    const whole = await ask(name, NOW, { 'Accept-Encoding': 'br, gzip' })
    expect(whole).toMatchObject({
      status: 200,
      headers: { 'accept-ranges': 'bytes', 'content-length': String(LARGE.length) },
    })
    expect(whole.headers['content-encoding']).toBeUndefined()
    expect(whole.text === LARGE).toBe(true)
    expect(await ask(name, NOW, { Range: 'bytes=999998-' })).toMatchObject({ status: 206, text: '89!' })
  }
  const document = await createFolderPublication(folder, 'test').find(name, NOW)
  const bytes = isDocument(document) && (await document.read())
  expect(bytes).toBeInstanceOf(ReadableStream)
  if (bytes instanceof ReadableStream) await bytes.cancel()
})

it.each(NAMES)('a small text is read whole, to be compressed: %s', async (name) => {
  const { asks } = openRuntimes(
    { 'a.md': article({ title: 'A', date: '2025-01-01' }, `[a](${name})`), [name]: LARGE.slice(1) },
    NOW,
  )
  for (const ask of Object.values(asks)) {
    const answer = await ask(name, NOW, { Range: 'bytes=0-1' })
    expect(answer.status).toBe(200)
    expect(answer.headers['accept-ranges']).toBeUndefined()
  }
})
