import { once } from 'node:events'
import { readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import type { Document } from '../../../src/publication/publication.ts'
import { startServer } from '../../../src/server.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

const MEBIBYTE = 1024 * 1024
const EPISODE_BYTES = 200 * MEBIBYTE

async function serve() {
  const directory = makeFolder({ 'short.mp3': '0123456789' })
  const episode = join(directory, 'long.mp3')
  writeFileSync(episode, '')
  truncateSync(episode, EPISODE_BYTES)
  const server = await startServer({ articles: directory, port: 0, host: '127.0.0.1', log: () => {} })
  onTestFinished(() => server.stop())
  const open = async (path: string, headers = '') => {
    const socket = connect(server.port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    socket.write(`GET /${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`)
    await once(socket, 'readable')
    return socket
  }
  return { episode, open, url: server.url }
}

/** How many times this process has a file open. */
function countOpen(path: string): number {
  return readdirSync('/proc/self/fd').filter((number) => {
    try {
      return readlinkSync(`/proc/self/fd/${number}`) === path
    } catch {
      return false
    }
  }).length
}

describe('a file of 200 MiB', () => {
  it('is never in memory as a whole, however slow its reader is', async () => {
    const { open } = await serve()
    const before = process.memoryUsage.rss()
    const socket = await open('long.mp3', 'Connection: close\r\n')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(process.memoryUsage.rss() - before).toBeLessThan(32 * MEBIBYTE)
    let received = 0
    let peak = 0
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
      peak = Math.max(peak, process.memoryUsage.rss() - before)
    })
    await once(socket, 'close')
    expect(received).toBeGreaterThan(EPISODE_BYTES)
    expect(peak).toBeLessThan(EPISODE_BYTES / 2)
  })

  it('is closed when the readers leave in the middle', async () => {
    const { open, episode } = await serve()
    const sockets = await Promise.all(
      Array.from({ length: 20 }, (_, index) => open('long.mp3', `Range: bytes=${index}-\r\n`)),
    )
    await eventually(() => expect(countOpen(episode)).toBe(20))
    for (const socket of sockets) socket.destroy()
    await eventually(() => expect(countOpen(episode)).toBe(0))
  })

  it('breaks off where it gets shorter on the way', async () => {
    const { open, episode } = await serve()
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const socket = await open('long.mp3')
    truncateSync(episode, MEBIBYTE)
    let received = 0
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
    })
    await once(socket, 'close')
    expect(received).toBeLessThan(EPISODE_BYTES)
  })

  it('gives its end at once', async () => {
    const { url } = await serve()
    const response = await fetch(`${url}/long.mp3`, { headers: { Range: 'bytes=-3' } })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(
      `bytes ${EPISODE_BYTES - 3}-${EPISODE_BYTES - 1}/${EPISODE_BYTES}`,
    )
    expect(await response.text()).toBe('\0\0\0')
  })
})

it('ranges and refusals on one connection follow each other', async () => {
  const { open } = await serve()
  const socket = await open('short.mp3', 'Range: bytes=2-5\r\n')
  const request = (range: string) => `GET /short.mp3 HTTP/1.1\r\nHost: x\r\nRange: ${range}\r\n`
  socket.write(`${request('bytes=10-')}\r\n${request('bytes=-2')}Connection: close\r\n\r\n`)
  const answers = String(Buffer.concat(await socket.toArray())).split(/(?=HTTP\/1\.1)/)
  expect(answers.map((answer) => answer.slice(9, 12))).toEqual(['206', '416', '206'])
  expect(answers.map((answer) => /content-range: (.*)\r/i.exec(answer)?.[1])).toEqual([
    'bytes 2-5/10',
    'bytes */10',
    'bytes 8-9/10',
  ])
  expect(answers.map((answer) => answer.split('\r\n\r\n')[1])).toEqual(['2345', '', '89'])
})

describe('a file that changed', () => {
  const setUp = () => {
    const directory = makeFolder({ 'a.mp3': '123' })
    const publication = createFolderPublication(openFolder(directory, { defaultUrl: 'http://x/' }), 'test')
    const find = async () => publication.find('a.mp3', 0) as Document
    return { path: join(directory, 'a.mp3'), find }
  }

  it('is announced as it is, before anybody has looked at the folder again', async () => {
    const { path, find } = setUp()
    const before = await find()
    writeFileSync(path, '12345')
    const after = await find()
    expect(after).toMatchObject({ length: 5 })
    expect(after.version).not.toBe(before.version)
    expect(await new Response(await after.read({ first: 3, last: 4 })).text()).toBe('45')
  })

  it('is not sent under the headers of another version', async () => {
    const { path, find } = setUp()
    const before = await find()
    writeFileSync(path, '12345')
    await expect(before.read()).rejects.toThrow('changed while')
    expect(countOpen(path)).toBe(0)
  })

  it('may be empty', async () => {
    const { path, find } = setUp()
    writeFileSync(path, '')
    expect(await new Response(await (await find()).read()).text()).toBe('')
    expect(countOpen(path)).toBe(0)
  })
})
