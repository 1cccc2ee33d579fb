import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Manifest, PathState } from '../../src/cloudflare/manifest.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import { createApp } from '../../src/http/app.ts'

const RELEASE = Date.UTC(2026, 0, 2)
const SOUND = 'abcdefghijklmnopqrstuvwxyz'

/** A Worker whose manifest has one episode in the bucket, public from an instant on. */
function openWorker(key: string, from: number) {
  const state: PathState = { from, version: 'v1', lastModified: 1000, length: SOUND.length, object: key }
  const manifest: Manifest = {
    site: { url: 'https://example.org/', title: 'T', description: 'T', language: 'en' },
    entries: { [key]: { path: [{ from: 0 }, state], contentType: 'audio/mpeg' } },
    feeds: 'feeds',
    status: 'status',
  }
  let time = RELEASE
  const app = createApp({
    publication: createCompiledPublication(manifest, env.ASSETS, env.MEDIA),
    now: () => time,
  })
  return (init: RequestInit = {}, now = RELEASE) => {
    time = now
    return app.request(`http://localhost/${key}`, init)
  }
}

describe('a file in the bucket of the Worker', () => {
  it('is served whole, in part, by HEAD, and not again to who has it', async () => {
    await env.MEDIA.put('show/a.mp3', SOUND)
    const ask = openWorker('show/a.mp3', RELEASE)
    const whole = await ask()
    expect([whole.status, await whole.text()]).toEqual([200, SOUND])
    const { etag, 'content-length': length, 'content-type': type } = Object.fromEntries(whole.headers)
    expect([etag, length, type]).toEqual(['"v1"', '26', 'audio/mpeg'])
    const part = await ask({ headers: { Range: 'bytes=2-4' } })
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      'bytes 2-4/26',
      '3',
    ])
    expect(await part.text()).toBe('cde')
    expect(await (await ask({ headers: { Range: 'bytes=-2' } })).text()).toBe('yz')
    expect((await ask({ headers: { Range: 'bytes=26-' } })).status).toBe(416)
    const head = await ask({ method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '26', ''])
    expect((await ask({ headers: { 'If-None-Match': etag! } })).status).toBe(304)
  })

  it('is not there before its article is public', async () => {
    await env.MEDIA.put('show/b.mp3', SOUND)
    const ask = openWorker('show/b.mp3', RELEASE)
    expect((await ask({}, RELEASE - 1)).status).toBe(404)
    expect((await ask({}, RELEASE)).status).toBe(200)
  })

  it.each([
    ['was not uploaded', undefined],
    ['is another one than was compiled', 'other'],
  ])('is an error, and never another answer, where it %s', async (what, content) => {
    const key = `show/${what}.mp3`.replaceAll(' ', '-')
    if (content !== undefined) await env.MEDIA.put(key, content)
    const ask = openWorker(key, RELEASE)
    expect((await ask()).status).toBe(503)
  })
})
