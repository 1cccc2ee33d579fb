import { describe, expect, it } from 'vitest'
import { parseHostList } from '../../src/push/host-list.ts'

describe('a list of hosts with ports', () => {
  it.each([
    ['127.0.0.1:9000', '127.0.0.1', 9000],
    [' a.example:80 , localhost:* ', 'localhost', 65_535],
    ['LocalHost:09000', 'localhost', 9000],
    ['[::1]:9000', '[::1]', 9000],
    ['[0:0::1]:*', '[::1]', 1],
    ['2130706433:9000', '127.0.0.1', 9000],
  ])('%j has %s with port %i', (text, hostname, port) => {
    expect(parseHostList(text).includes(hostname, port)).toBe(true)
  })

  it.each([
    ['127.0.0.1:9000', '127.0.0.1', 9001],
    ['127.0.0.1:9000', '127.0.0.2', 9000],
    ['localhost:*', 'a.localhost', 80],
    ['', 'localhost', 80],
    [' , ', '', 80],
  ])('%j does not have %s with port %i', (text, hostname, port) => {
    expect(parseHostList(text).includes(hostname, port)).toBe(false)
  })

  it.each([
    'localhost',
    'localhost:',
    ':9000',
    '*:9000',
    '*',
    'localhost:0',
    'localhost:65536',
    'localhost:9000:9001',
    '::1:9000',
    'http://localhost:9000',
    'me@localhost:9000',
    'localhost:9000/hook',
    'local host:9000',
    '[::zz]:9000',
    '1.2.3.999:80',
    'localhost:80;localhost:81',
  ])('refuses %j and tells how to write it', (text) => {
    expect(() => parseHostList(`a.example:80,${text}`)).toThrow(
      `WIREROOM_PUSH_ALLOW has "${text}". Write each host with its port, such as 127.0.0.1:9000`,
    )
  })
})
