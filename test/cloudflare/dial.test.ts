import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { createEdgeDial, type EdgeDialOptions } from '../../src/cloudflare/push/dial.ts'
import type { Choices } from '../../src/commands/start/choices.ts'
import { EXTRA_FILES } from '../../src/commands/start/extra-files.ts'
import { parseHostList } from '../../src/push/host-list.ts'

const GET = { method: 'GET', headers: {}, maxBytes: 10 } as const

function dialWith(fetch: EdgeDialOptions['fetch'], options: Partial<EdgeDialOptions> = {}) {
  const allow = parseHostList('127.0.0.1:9000')
  return createEdgeDial({ fetch, userAgent: 'test', own: ['https://example.org/'], allow, ...options })
}

describe('dialling from the edge', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.0.0.1:9001/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1:8080/',
    'https://example.org/feed.xml',
    'http://EXAMPLE.org:8080/',
    'https://user:password@example.com/',
    'file:///etc/passwd',
    'nonsense',
  ])('refuses %s before anything is sent', async (url) => {
    const dial = dialWith(() => expect.fail('nothing must be sent'))
    await expect(dial({ ...GET, url })).rejects.toThrow(/^the address /)
  })

  it('reaches what is allowed, public addresses and names', async () => {
    const dial = dialWith(async () => new Response('ok'))
    for (const url of ['http://127.0.0.1:9000/', 'https://192.0.2.1.example/', 'http://8.8.8.8/'])
      expect(await dial({ ...GET, url })).toEqual({ status: 200, body: 'ok' })
  })

  it('follows no redirect, and tells Retry-After', async () => {
    const dial = dialWith(async (_, { redirect }) => {
      expect(redirect).toBe('manual')
      return new Response(null, {
        status: 302,
        headers: { Location: 'http://10.0.0.1/', 'Retry-After': '7' },
      })
    })
    expect(await dial({ ...GET, url: 'https://reader.example/' })).toEqual({
      status: 302,
      retryAfter: '7',
      body: '',
    })
  })

  it('reads no more of an endless body than is wanted', async () => {
    let [chunks, isCancelled] = [0, false]
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks++
        controller.enqueue(new TextEncoder().encode('ééé'))
      },
      cancel() {
        isCancelled = true
      },
    })
    const dial = dialWith(async () => new Response(body))
    const answer = await dial({ ...GET, url: 'https://reader.example/', maxBytes: 9 })
    expect(answer.body).toBe('éééé')
    expect(isCancelled).toBe(true)
    expect(chunks).toBeLessThan(5)
  })

  it('says in a few words why no answer came', async () => {
    const failing = dialWith(() => Promise.reject(new TypeError('Network connection lost.')))
    await expect(failing({ ...GET, url: 'https://reader.example/' })).rejects.toThrow(
      'the request failed (Network connection lost.)',
    )
    const hanging = dialWith(
      (_, { signal }) =>
        new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason))),
      { timeoutMs: 1 },
    )
    await expect(hanging({ ...GET, url: 'https://reader.example/' })).rejects.toThrow(
      'no answer within 0.001 s',
    )
  })

  it.each([
    ['wrangler.toml', () => readFileSync(join(import.meta.dirname, '../../wrangler.toml'), 'utf8')],
    [
      'the one that init writes',
      () => EXTRA_FILES.cloudflare({ title: 'x' } as Choices).get('wrangler.toml')!,
    ],
  ])('takes the way of everybody to other hosts of its zone, by %s', (_, read) => {
    expect(parse(read())).toMatchObject({ compatibility_flags: ['global_fetch_strictly_public'] })
  })

  it('has six requests under way at a time', async () => {
    let [running, most] = [0, 0]
    const dial = dialWith(async () => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running--
      return new Response(null, { status: 204 })
    })
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => dial({ ...GET, url: `https://r${index}.example/` })),
    )
    expect(most).toBe(6)
  })
})
