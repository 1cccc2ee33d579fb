import { describe, expect, it } from 'vitest'
import { createInsiderTest } from '../../../src/node/operation/insiders.ts'

const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}) => ({
  headers,
  socket: { remoteAddress },
})

describe('a request of this machine', () => {
  const isInsider = createInsiderTest('loopback')

  it.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('may know from %s', (address) => {
    expect(isInsider(from(address))).toBe(true)
    for (const host of ['localhost:8787', '127.0.0.1:8787', '[::1]:8787', 'localhost'])
      expect(isInsider(from(address, { host }))).toBe(true)
  })

  it.each(['10.0.0.1', '192.168.1.5', '::ffff:10.0.0.1', 'fe80::1', '128.0.0.1', '1127.0.0.1', undefined])(
    'is not one from %s',
    (address) => {
      expect(isInsider(from(address))).toBe(false)
      expect(isInsider(from(address, { host: 'localhost', authorization: 'Bearer x' }))).toBe(false)
    },
  )

  it.each(['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip', 'cf-connecting-ip'])(
    'is not one with %s, because a proxy passed it on',
    (name) => {
      for (const value of ['127.0.0.1', 'for=127.0.0.1', ''])
        expect(isInsider(from('127.0.0.1', { [name]: value }))).toBe(false)
    },
  )

  it('is not one for another host, which a page in a browser may have lead here', () => {
    for (const host of ['feeds.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
      expect(isInsider(from('127.0.0.1', { host }))).toBe(false)
  })
})

it('with a token, whoever sends it may know, and nobody else', () => {
  const isInsider = createInsiderTest({ token: 's3cret' })
  expect(isInsider(from('10.0.0.1', { authorization: 'Bearer s3cret' }))).toBe(true)
  expect(isInsider(from('10.0.0.1', { authorization: 'bearer  s3cret' }))).toBe(true)
  for (const authorization of ['Bearer s3cre', 'Bearer s3cret2', 'Bearer ', 'Basic s3cret', 's3cret', ''])
    expect(isInsider(from('127.0.0.1', { authorization }))).toBe(false)
  expect(isInsider(from('127.0.0.1'))).toBe(false)
})

it('where nobody may know, not even this machine does', () => {
  expect(createInsiderTest('nobody')(from('127.0.0.1', { authorization: 'Bearer x' }))).toBe(false)
})
