import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Manifest, PathState } from '../../src/cloudflare/manifest.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import { createApp } from '../../src/http/app.ts'

const RELEASE = Date.UTC(2026, 0, 2)
const SOUND = 'abcdefghijklmnopqrstuvwxyz'

/** A Worker whose manifest has one episode in the bucket, public from an instant on. */
function openWorker(key: string, from: number, log?: (line: string) => void) {
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
    log,
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

  it('is served in part to who has the version that the rest is of, and whole to others', async () => {
    await env.MEDIA.put('show/c.mp3', SOUND)
    const ask = openWorker('show/c.mp3', RELEASE)
    const get = async (headers: Record<string, string>) => {
      const response = await ask({ headers })
      return [response.status, await response.text()]
    }
    const modified = new Date(1000).toUTCString()
    expect(await get({ Range: 'bytes=2-4', 'If-Range': '"v1"' })).toEqual([206, 'cde'])
    expect(await get({ Range: 'bytes=2-4', 'If-Range': '"v0"' })).toEqual([200, SOUND])
    expect(await get({ Range: 'bytes=2-4', 'If-None-Match': '"v1"' })).toEqual([304, ''])
    expect(await get({ 'If-Modified-Since': modified })).toEqual([304, ''])
    expect(await get({ Range: 'bytes=20-99' })).toEqual([206, 'uvwxyz'])
    expect(await get({ Range: 'bytes=0-0' })).toEqual([206, 'a'])
    expect(await get({ Range: 'bytes=4-2' })).toEqual([200, SOUND])
    expect(await get({ Range: 'lines=1-2' })).toEqual([200, SOUND])
  })

  it.each([
    ['was not uploaded', undefined],
    ['is another one than was compiled', 'other'],
  ])('is an error, and never another answer, where it %s', async (what, content) => {
    const key = `show/${what}.mp3`.replaceAll(' ', '-')
    if (content !== undefined) await env.MEDIA.put(key, content)
    const lines: string[] = []
    const ask = openWorker(key, RELEASE, (line) => lines.push(line))
    for (const range of [undefined, 'bytes=0-1', 'bytes=10-20', 'bytes=-3']) {
      const response = await ask({ headers: range === undefined ? {} : { Range: range } })
      expect(response.status, range).toBe(503)
      expect(response.headers.get('retry-after'), range).toBe('5')
      expect(response.headers.get('content-range'), range).toBeNull()
      expect(lines.pop(), range).toContain(`The bucket has not the file ${key} that was compiled. Upload it.`)
    }
  })
})
