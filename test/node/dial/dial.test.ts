import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { eventually } from '../../eventually.ts'
import { freePort } from '../../free-port.ts'
import { serveLocally } from '../../serve-locally.ts'
import { dialLoopback, serveBytes } from './dialers.ts'

describe('a request is sent', () => {
  it('with its exact bytes, their length and no coding', async () => {
    const got: { message: IncomingMessage; body: Buffer }[] = []
    const origin = await serveLocally(async (message, response) => {
      got.push({ message, body: await buffer(message) })
      response.writeHead(204).end()
    })
    const body = Uint8Array.from({ length: 30_000 }, (_, index) => index)
    const headers = { 'Content-Type': 'application/rss+xml; charset=utf-8', 'X-Hub-Signature': 'sha256=00' }
    const answer = await dialLoopback().post(`${origin}/hook`, { headers, body })
    expect(answer).toEqual({ status: 204, body: '' })
    expect(got[0]?.body.equals(body)).toBe(true)
    expect(got[0]?.message.method).toBe('POST')
    expect(got[0]?.message.headers).toEqual({
      host: origin.slice('http://'.length),
      connection: 'keep-alive',
      'content-type': 'application/rss+xml; charset=utf-8',
      'x-hub-signature': 'sha256=00',
      'user-agent': 'Wireroom/test',
      'content-length': '30000',
    })
  })

  it('with a text as UTF-8', async () => {
    const origin = await serveLocally(async (message, response) => response.end(await buffer(message)))
    const answer = await dialLoopback().post(origin, { body: 'Grüße 🎉', maxBytes: 100 })
    expect(answer).toEqual({ status: 200, body: 'Grüße 🎉' })
  })

  it('with an empty body that has a length', async () => {
    const origin = await serveLocally(({ headers }, response) => response.end(headers['content-length']))
    expect(await dialLoopback().post(origin, { body: '', maxBytes: 9 })).toHaveProperty('body', '0')
  })

  it.each(["/a/../b?q='x'&e=%7e&E=~&z=%zz", '/?', '/?a={b}|[c]', '/%2e/c;d?e=/f?g'])(
    'to the path and query %j byte for byte',
    async (target) => {
      const origin = await serveLocally(({ url }, response) => response.end(url))
      expect(await dialLoopback().get(origin + target)).toHaveProperty('body', target)
    },
  )

  it('to an address that is not written as it is sent', async () => {
    const origin = await serveLocally(({ url }, response) => response.end(url))
    expect(await dialLoopback().get(`${origin}/ü b?ö#c`)).toHaveProperty('body', '/%C3%BC%20b?%C3%B6')
    expect(await dialLoopback().get(origin)).toHaveProperty('body', '/')
  })

  it('not to another scheme, nor with credentials', async () => {
    const { get } = dialLoopback()
    for (const url of ['ftp://127.0.0.1/', 'http://me:secret@127.0.0.1/', 'http://me@127.0.0.1/', 'x', ''])
      await expect(get(url)).rejects.toThrow('the address is not an http or https address')
  })

  it('not with a header that would start another one', async () => {
    const headers = { 'X-A': 'b\r\nX-C: d' }
    await expect(dialLoopback().get('http://127.0.0.1:9/', { headers })).rejects.toThrow(
      /^the request failed/,
    )
  })
})

describe('an answer', () => {
  it.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    const paths: (string | undefined)[] = []
    const origin = await serveLocally(({ url }, response) => {
      paths.push(url)
      response.writeHead(status, { Location: '/elsewhere' }).end()
    })
    expect(await dialLoopback().get(`${origin}/hook`)).toEqual({ status, body: '' })
    expect(await dialLoopback().post(`${origin}/hook`)).toEqual({ status, body: '' })
    expect(paths).toEqual(['/hook', '/hook'])
  })

  it.each([200, 202, 204, 400, 404, 410, 500])('%i is an answer', async (status) => {
    const origin = await serveLocally((_, response) => response.writeHead(status).end())
    expect(await dialLoopback().get(origin)).toEqual({ status, body: '' })
  })

  it.each(['120', 'Wed, 21 Oct 2026 07:28:00 GMT'])('has Retry-After %s as it came', async (value) => {
    const origin = await serveLocally((_, response) =>
      response.writeHead(503, { 'Retry-After': value }).end(),
    )
    expect(await dialLoopback().post(origin)).toEqual({ status: 503, retryAfter: value, body: '' })
  })

  it('has the first of two Retry-After headers', async () => {
    const { url } = await serveBytes((socket) =>
      socket.write('HTTP/1.1 429 No\r\nRetry-After: 1\r\nretry-after: 2\r\nContent-Length: 0\r\n\r\n'),
    )
    expect(await dialLoopback().post(url)).toEqual({ status: 429, retryAfter: '1', body: '' })
  })

  it('is the final one after informational ones', async () => {
    const { url } = await serveBytes((socket) =>
      socket.write(
        'HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      ),
    )
    expect(await dialLoopback().get(url)).toEqual({ status: 200, body: 'ok' })
  })

  it('may come without lengths, up to the end of the connection', async () => {
    const { url } = await serveBytes((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nok'))
    expect(await dialLoopback().get(url)).toEqual({ status: 200, body: 'ok' })
  })

  it('is cut where the limit is, without half a character', async () => {
    const origin = await serveLocally((_, response) => response.end('aüüü'))
    expect(await dialLoopback().get(origin, { maxBytes: 4 })).toHaveProperty('body', 'aü')
    expect(await dialLoopback().get(origin, { maxBytes: 5 })).toHaveProperty('body', 'aüü')
    expect(await dialLoopback().get(origin, { maxBytes: 7 })).toHaveProperty('body', 'aüüü')
  })

  it('is there as soon as what is wanted of it is, though its body never ends', async () => {
    const origin = await serveLocally((_, response) => void response.write('challenge'))
    expect(await dialLoopback().get(origin, { maxBytes: 4 })).toEqual({ status: 200, body: 'chal' })
    expect(await dialLoopback().post(origin, { maxBytes: 0 })).toEqual({ status: 200, body: '' })
  })

  it('that floods is cut off', async () => {
    let sent = 0
    const { url, sockets } = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const write = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(16_384))) sent += 16_384
      }
      socket.on('drain', write)
      write()
    })
    const dialer = dialLoopback()
    expect(await dialer.get(url, { maxBytes: 10 })).toHaveProperty('body', '\0'.repeat(10))
    expect(await dialer.post(url)).toHaveProperty('status', 200)
    await eventually(() => expect(sockets.size).toBe(0))
    // What the buffers of the kernel take, not what a reader would.
    expect(sent).toBeLessThan(32 * 1024 * 1024)
  })
})

describe('without an answer, the reason is', () => {
  const TOO_LATE = 'no answer within 0.2 s'
  it.each<[string, string, (socket: Socket) => void]>([
    ['nothing', TOO_LATE, () => {}],
    ['half a header', TOO_LATE, (socket) => socket.write('HTTP/1.1 200 OK\r\nX-')],
    ['half a body', TOO_LATE, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')],
    ['headers byte by byte', TOO_LATE, (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-Slow: ')],
    ['a body byte by byte', TOO_LATE, (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n\r\n')],
    ['informational answers', TOO_LATE, (socket) => drip(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n')],
    ['a close', 'the connection broke off', (socket) => socket.end()],
    ['a reset', 'the connection broke off', (socket) => socket.resetAndDestroy()],
    [
      'a close within the headers',
      'the connection broke off',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nX-'),
    ],
    [
      'a close within the body',
      'the connection broke off',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
    ],
    [
      'a header of 20 KB',
      'the headers of the answer are too large',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`),
    ],
    [
      'thousands of headers',
      'the headers of the answer are too large',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'X-Many: x\r\n'.repeat(9000)}\r\n`),
    ],
    ['SMTP', 'the answer is not HTTP', (socket) => socket.write('220 mail.example ESMTP\r\n')],
    [
      'a switch of protocols',
      'the answer is not HTTP',
      (socket) => socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n'),
    ],
  ])('%s: %s', async (_, reason, answer) => {
    const { url, sockets } = await serveBytes(answer)
    const { get, post } = dialLoopback({ timeoutMs: reason === TOO_LATE ? 200 : 30_000 })
    await expect(get(url)).rejects.toThrow(reason)
    await expect(post(url, { maxBytes: 1000 })).rejects.toThrow(reason)
    await eventually(() => expect(sockets.size).toBe(0))
  })

  it('that the connection was refused', async () => {
    const port = await freePort()
    await expect(dialLoopback().get(`http://127.0.0.1:${port}/`)).rejects.toThrow(
      /^the connection was refused$/,
    )
  })

  it('that the name does not resolve', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' }))
    await expect(dialLoopback({ lookup }).get('http://a.invalid/')).rejects.toThrow(
      /^the name does not resolve$/,
    )
  })

  it('that the name has no address', async () => {
    const lookup = () => Promise.resolve([])
    await expect(dialLoopback({ lookup }).get('http://a.invalid/')).rejects.toThrow(
      /^the name does not resolve$/,
    )
  })

  it('that the name server takes its time', async () => {
    const lookup = () => new Promise<never>(() => {})
    const { get } = dialLoopback({ lookup, timeoutMs: 100 })
    await expect(get('http://a.invalid/')).rejects.toThrow(/^no answer within 0.1 s$/)
  })
})

/** Writes a text, and then a little more every few milliseconds. */
function drip(socket: Socket, text: string, more = 'x'): void {
  socket.write(text)
  const timer = setInterval(() => socket.write(more), 5)
  socket.once('close', () => clearInterval(timer))
}
