import { describe, expect, it } from 'vitest'
import { createAccessLog } from '../../../src/node/operation/access-log.ts'
import type { Exchange } from '../../../src/node/operation/exchange.ts'

const NOW = Date.UTC(2026, 2, 1, 12)

const EXCHANGE: Exchange = {
  method: 'GET',
  path: '/feed.xml',
  status: 200,
  bytes: 5120,
  milliseconds: 1.2345,
  userAgent: 'Reader/1.0',
  encoding: 'br',
  address: '192.0.2.1',
}

/** The text that the log writes for an exchange. */
async function written(form: 'json' | 'text', exchange: Partial<Exchange>): Promise<string> {
  let text = ''
  const write = (line: string) => {
    text += line
  }
  const log = await createAccessLog({ form, write, now: () => NOW })
  log.write({ ...EXCHANGE, ...exchange })
  return text
}

describe('the access log as text', () => {
  it.each<[string, Partial<Exchange>, string]>([
    ['an answer', {}, 'GET /feed.xml 200 5120B 1.2ms br "Reader/1.0"'],
    [
      'no body, no encoding',
      { method: 'HEAD', status: 304, bytes: 0, encoding: undefined },
      'HEAD /feed.xml 304 0B 1.2ms - "Reader/1.0"',
    ],
    ['an answer that was cut off', { bytes: undefined }, 'GET /feed.xml 200 cut 1.2ms br "Reader/1.0"'],
    [
      'a user agent that would end the line',
      { userAgent: 'a"\\\n\u001b[2J\u009b\u0085é' },
      String.raw`GET /feed.xml 200 5120B 1.2ms br "a\x22\x5c\x0a\x1b[2J\x9b\x85\xe9"`,
    ],
  ])('%s', async (_, exchange, expected) => {
    expect(await written('text', exchange)).toBe(`2026-03-01T12:00:00.000Z ${expected}\n`)
  })
})

describe('the access log as JSON', () => {
  it('has one object a line', async () => {
    const text = await written('json', { userAgent: 'a"\n\u2028' })
    expect(text.indexOf('\n')).toBe(text.length - 1)
    expect(JSON.parse(text)).toEqual({
      level: 'info',
      time: '2026-03-01T12:00:00.000Z',
      method: 'GET',
      path: '/feed.xml',
      status: 200,
      bytes: 5120,
      milliseconds: 1.23,
      userAgent: 'a"\n\u2028',
      encoding: 'br',
    })
  })

  it('has no control characters for a terminal', async () => {
    const userAgent = 'a\u001b[2J\u007f\u0080\u009b2J\u009f\u00a0'
    const text = await written('json', { userAgent })
    expect(text).toMatch(/^[ -~\u00a0]*\n$/)
    expect(JSON.parse(text)).toMatchObject({ userAgent })
  })

  it('has the level of the problem that a line for a person names', async () => {
    const lines: string[] = []
    const { say } = await createAccessLog({ form: 'json', write: (line) => lines.push(line), now: () => 0 })
    for (const line of ['a.md:3: error date: x', 'news/b.md: warning link: x', 'Wireroom serves']) say(line)
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(['error', 'warn', 'info'])
  })

  it('marks a response that was cut off', async () => {
    expect(JSON.parse(await written('json', { bytes: undefined }))).toMatchObject({ status: 200, cut: true })
  })
})

describe.each(['json', 'text'] as const)('the access log as %s', (form) => {
  it('never has the address of the client', async () => {
    expect(await written(form, {})).not.toContain('192.0.2.1')
  })

  it('cuts long paths and user agents', async () => {
    const long = { userAgent: 'x'.repeat(10_000), path: `/${'y'.repeat(10_000)}` }
    expect((await written(form, long)).length).toBeLessThan(1300)
  })
})
