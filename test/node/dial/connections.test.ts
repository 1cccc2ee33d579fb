import { describe, expect, it } from 'vitest'
import { eventually } from '../../eventually.ts'
import { serveLocally } from '../../serve-locally.ts'
import { dialLoopback, serveBytes } from './dialers.ts'

describe('connections', () => {
  it('are kept for deliveries, and are new for verifications', async () => {
    const ports: (number | undefined)[] = []
    const origin = await serveLocally(({ socket }, response) => {
      ports.push(socket.remotePort)
      response.end('a body that nobody wants')
    })
    const { get, post } = dialLoopback()
    for (const send of [post, post, get, get]) {
      await send(origin)
      // The rest of the body must have come before the connection is free.
      await get(origin)
    }
    const [first, , second, , third, , fourth] = ports
    expect(second).toBe(first)
    expect(new Set([first, third, fourth]).size).toBe(3)
  })

  it('end with the program, and so do the requests on them', async () => {
    const { url, sockets } = await serveBytes(() => {})
    const { post, close } = dialLoopback()
    const sent = post(url)
    const refused = expect(sent).rejects.toThrow('the program is stopping')
    await eventually(() => expect(sockets.size).toBe(1))
    await close()
    await refused
    await eventually(() => expect(sockets.size).toBe(0))
    await expect(post(url)).rejects.toThrow('the program is stopping')
  })

  it('many at once to one host wait for none of the others', async () => {
    let waiting = 0
    const answers: (() => void)[] = []
    const origin = await serveLocally((_, response) => {
      answers.push(() => response.end())
      if (++waiting === 30) for (const answer of answers) answer()
    })
    const { post } = dialLoopback()
    const sent = await Promise.all(Array.from({ length: 30 }, () => post(origin)))
    expect(sent.every(({ status }) => status === 200)).toBe(true)
  })

  it('that come too late send nothing', async () => {
    let release = () => {}
    const lookup = () =>
      new Promise<{ address: string; family: number }[]>((resolve) => {
        release = () => resolve([{ address: '127.0.0.1', family: 4 }])
      })
    let requests = 0
    const origin = await serveLocally((_, response) => {
      requests++
      response.end()
    })
    const { port } = new URL(origin)
    const { post } = dialLoopback({ lookup, timeoutMs: 50, isPublic: () => true })
    await expect(post(`http://late.invalid:${port}/`)).rejects.toThrow('no answer within')
    release()
    await dialLoopback().get(origin)
    expect(requests).toBe(1)
  })
})
