import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createKeptBytes } from '../../../src/node/serving/kept-bytes.ts'
import { makeFolder } from '../../make-folder.ts'

describe('what was rendered', () => {
  function setUp(maxBytes: number) {
    const rendered: string[] = []
    const kept = createKeptBytes({ maxBytes })
    return {
      rendered,
      get: (path: string, version = 'v1', size = 10) =>
        kept.get(path, version, () => {
          rendered.push(`${path} ${version}`)
          return new Uint8Array(size)
        }),
    }
  }

  it('is kept until its version changes', () => {
    const { get, rendered } = setUp(100)
    expect(get('a')).toBe(get('a'))
    get('a', 'v2')
    get('a', 'v2')
    expect(rendered).toEqual(['a v1', 'a v2'])
  })

  it('goes when there is too much, what was asked for longest ago first', () => {
    const { get, rendered } = setUp(30)
    for (const path of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) get(path)
    expect(rendered).toEqual(['a v1', 'b v1', 'c v1', 'd v1', 'b v1'])
  })

  it('is kept even where it is too much by itself', () => {
    const { get, rendered } = setUp(30)
    get('a', 'v1', 50)
    get('a', 'v1', 50)
    expect(rendered).toEqual(['a v1'])
  })
})

describe('what was rendered before a restart', () => {
  const file = () => join(makeFolder({}), 'new/rendered')
  const bytesOf = (text: string) => new TextEncoder().encode(text)
  const kept = (path: string, ...documents: [path: string, version: string, text: string][]) => {
    const before = createKeptBytes({ file: path })
    for (const [name, version, text] of documents) before.get(name, version, () => bytesOf(text))
    before.save()
    return createKeptBytes({ file: path })
  }

  it('is not rendered again, to the byte', () => {
    const after = kept(file(), ['a', 'v1', 'Grüße\n'], ['b/ä "', 'v2', ''], ['c', 'v1', 'C'])
    const news: number[] = []
    const get = (path: string, version: string) =>
      after.get(
        path,
        version,
        () => expect.unreachable(),
        ({ byteLength }) => news.push(byteLength),
      )
    expect([get('c', 'v1'), get('b/ä "', 'v2'), get('a', 'v1'), get('a', 'v1')]).toEqual(
      ['C', '', 'Grüße\n', 'Grüße\n'].map(bytesOf),
    )
    expect(news).toEqual([1, 0, 8])
  })

  it('is rendered again where it is of another version', () => {
    const after = kept(file(), ['a', 'v1', 'old'])
    expect(after.get('a', 'v2', () => bytesOf('new'))).toEqual(bytesOf('new'))
    expect(after.get('a', 'v1', () => bytesOf('old again'))).toEqual(bytesOf('old again'))
  })

  it('is what was asked for last, where it is more than 4 MB', () => {
    const large = 'x'.repeat(1_500_000)
    const path = file()
    const after = kept(path, ['a', 'v1', large], ['b', 'v1', large], ['c', 'v1', large])
    expect(statSync(path).size).toBeLessThan(4_000_000)
    const rendered: string[] = []
    for (const name of ['a', 'b', 'c']) after.get(name, 'v1', () => bytesOf(`${rendered.push(name)}`))
    expect(rendered).toEqual(['a'])
  })

  it('is written where there is something new alone', () => {
    const path = file()
    const after = kept(path, ['a', 'v1', 'A'])
    rmSync(path)
    after.save()
    expect(existsSync(path)).toBe(false)
  })

  it.each([
    '',
    'no JSON',
    '[["a","v1",3]]\nA',
    '[["a","v1",1]]\nABC',
    '[["a","v1",1]]\nA',
    '[[1]]\n',
    'null\n',
    '{}\n',
  ])('does not matter where the file says %j', (text) => {
    const path = file()
    kept(path, ['a', 'v1', 'A'])
    writeFileSync(path, text)
    expect(createKeptBytes({ file: path }).get('a', 'v1', () => bytesOf('new'))).toEqual(bytesOf('new'))
  })

  it('is not served where a byte of it is another, and the rest is', () => {
    const path = file()
    kept(path, ['a', 'v1', 'first'], ['b', 'v1', 'second'])
    writeFileSync(path, readFileSync(path, 'latin1').replace('first', 'f\0rst'), 'latin1')
    const after = createKeptBytes({ file: path })
    expect([after.find('a', 'v1'), after.find('b', 'v1')]).toEqual([undefined, bytesOf('second')])
    expect(after.get('a', 'v1', () => bytesOf('first'))).toEqual(bytesOf('first'))
  })

  it('does not matter where it cannot be written', () => {
    const path = join(makeFolder({ taken: '' }), 'taken/rendered')
    expect(kept(path, ['a', 'v1', 'A']).get('a', 'v1', () => bytesOf('A'))).toEqual(bytesOf('A'))
  })
})
