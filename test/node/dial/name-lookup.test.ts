import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createNameLookup } from '../../../src/node/dial/name-lookup.ts'
import { serveLocally } from '../../serve-locally.ts'
import { dialWith } from './dialers.ts'

const A = 1
const AAAA = 28
const OK = 0
const NO_SUCH_NAME = 3
const REFUSED = 5

/** What a name server answers to a question of a type: a response code and addresses as bytes. */
type Answer = (name: string, type: number) => { code: number; addresses: number[][] }

/** A name server for the rest of the test; resolves to its address. RFC 1035 section 4. */
async function serveNames(answer: Answer): Promise<string> {
  const socket = createSocket('udp4', (question, { port, address }) => {
    const labels: string[] = []
    let offset = 12
    for (let length = question[offset]!; length > 0; length = question[offset]!) {
      labels.push(question.toString('latin1', offset + 1, offset + 1 + length))
      offset += 1 + length
    }
    const type = question.readUInt16BE(offset + 1)
    const { code, addresses } = answer(labels.join('.').toLowerCase(), type)
    const records = addresses.map((bytes) =>
      Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes]),
    )
    const head = Buffer.from([
      question[0]!,
      question[1]!,
      0x81,
      0x80 | code,
      0,
      1,
      0,
      records.length,
      0,
      0,
      0,
      0,
    ])
    socket.send(Buffer.concat([head, question.subarray(12, offset + 5), ...records]), port, address)
  }).bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  return `127.0.0.1:${socket.address().port}`
}

const lookUp = async (answer: Answer) => createNameLookup([await serveNames(answer)])

describe('a name resolves', () => {
  it('to its addresses of both kinds', async () => {
    const lookup = await lookUp((_, type) =>
      type === A
        ? {
            code: OK,
            addresses: [
              [8, 8, 8, 8],
              [8, 8, 4, 4],
            ],
          }
        : { code: OK, addresses: [[0x20, 1, 0x48, 0x60, ...Array<number>(11).fill(0), 1]] },
    )
    expect(await lookup('both.example')).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '8.8.4.4', family: 4 },
      { address: '2001:4860::1', family: 6 },
    ])
  })

  it.each([
    ['has no address of the other kind', OK],
    ['does not exist for the other kind', NO_SUCH_NAME],
    ['is refused for the other kind', REFUSED],
  ])('though it %s', async (_, code) => {
    const lookup = await lookUp((_, type) =>
      type === A ? { code: OK, addresses: [[8, 8, 8, 8]] } : { code, addresses: [] },
    )
    expect(await lookup('four.example')).toEqual([{ address: '8.8.8.8', family: 4 }])
  })
})

describe('a name does not resolve, and the reason is told', () => {
  it.each([
    ['does not exist', NO_SUCH_NAME, 'the name does not resolve'],
    ['has no address', OK, 'the name does not resolve'],
    ['is refused', REFUSED, 'the name server cannot tell the address'],
  ])('where it %s', async (_, code, reason) => {
    const { get } = dialWith({ lookup: await lookUp(() => ({ code, addresses: [] })) })
    await expect(get('http://none.example/')).rejects.toThrow(reason)
  })
})

describe('a name that resolves to another address each time', () => {
  it('is connected to at public ones alone, however often it is asked', async () => {
    let requests = 0
    const origin = await serveLocally((_, response) => {
      requests++
      response.end()
    })
    let questions = 0
    const lookup = await lookUp((_, type) => {
      if (type === AAAA) return { code: OK, addresses: [] }
      // Public to whoever asks first, this machine to whoever asks again.
      return { code: OK, addresses: [questions++ % 2 === 0 ? [127, 0, 0, 2] : [127, 0, 0, 1]] }
    })
    const isPublic = (ip: string) => ip === '127.0.0.2'
    const { get } = dialWith({ lookup, isPublic, timeoutMs: 30_000 })
    const url = `http://rebinding.example:${new URL(origin).port}/`
    // The server listens at 127.0.0.1 alone.
    await expect(get(url)).rejects.toThrow('the connection was refused')
    await expect(get(url)).rejects.toThrow('the address is not public')
    await expect(get(url)).rejects.toThrow('the connection was refused')
    expect(requests).toBe(0)
  })
})
