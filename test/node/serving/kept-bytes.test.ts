import { describe, expect, it } from 'vitest'
import { createKeptBytes } from '../../../src/node/serving/kept-bytes.ts'

describe('rendered bytes', () => {
  function setUp(maxBytes: number) {
    const rendered: string[] = []
    const kept = createKeptBytes(maxBytes)
    return {
      rendered,
      get: (path: string, version = 'v1', size = 10) =>
        kept(path, version, () => {
          rendered.push(`${path} ${version}`)
          return new Uint8Array(size)
        }),
    }
  }

  it('are kept until the version changes', () => {
    const { get, rendered } = setUp(100)
    expect(get('a')).toBe(get('a'))
    get('a', 'v2')
    get('a', 'v2')
    expect(rendered).toEqual(['a v1', 'a v2'])
  })

  it('are dropped above the limit, the least recently used first', () => {
    const { get, rendered } = setUp(30)
    for (const path of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) get(path)
    expect(rendered).toEqual(['a v1', 'b v1', 'c v1', 'd v1', 'b v1'])
  })

  it('are kept even when one document is above the limit', () => {
    const { get, rendered } = setUp(30)
    get('a', 'v1', 50)
    get('a', 'v1', 50)
    expect(rendered).toEqual(['a v1'])
  })
})
