import { expect, it } from 'vitest'
import { joinTexts, type PackedDocument, packDocuments } from '../../src/cloudflare/text-shards.ts'
import { digest } from '../../src/node/digest.ts'

function makeDocuments(count: number, size = 4000): PackedDocument[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `p${index}/`,
    version: digest(String(index)),
    size,
    read: () => new TextEncoder().encode(`Page ${index}\n"\u2028\ufeff`),
    state: { from: 0 },
  }))
}

function pack(documents: readonly PackedDocument[], maxShards = Number.POSITIVE_INFINITY) {
  const assets = new Map<string, () => string | Uint8Array>()
  packDocuments(documents, {
    nameOf: digest,
    add: (name, shard) => assets.set(name, () => joinTexts(shard.map(({ read }) => read))),
    owners: new Map(),
    maxShards,
  })
  return assets
}

it('each document is the line that its state names, as it was', () => {
  const documents = makeDocuments(100)
  const assets = pack(documents)
  for (const { state, read } of documents) {
    const [shard, line] = state.text!
    const lines = String(assets.get(shard)!()).split('\n')
    expect(new TextEncoder().encode(JSON.parse(lines[line]!))).toEqual(read())
  }
})

it('shards have some 8 documents, fewer of long ones, and a very long one is alone', () => {
  const count = (size: number) => pack(makeDocuments(800, size)).size
  expect(count(4000)).toBeGreaterThan(800 / 12)
  expect(count(4000)).toBeLessThan(800 / 5)
  expect(count(30_000)).toBeGreaterThanOrEqual(400)
  expect(count(70_000)).toBe(800)
})

it('a document that is added, changed or removed leaves all shards but its own as they are', () => {
  const before = pack(makeDocuments(400))
  const added = makeDocuments(400)
  added.splice(200, 0, { ...makeDocuments(1)[0]!, path: 'new/' })
  const changed = makeDocuments(400)
  changed[200] = { ...changed[200]!, version: 'other' }
  const removed = makeDocuments(400).filter((_, index) => index !== 200)
  for (const documents of [added, changed, removed])
    expect([...pack(documents).keys()].filter((name) => !before.has(name)).length).toBeLessThanOrEqual(3)
})

it('a document with the same path and version at two times is stored once', () => {
  const [first] = makeDocuments(1)
  const again = { ...first!, state: { from: 9 } }
  expect(String([...pack([first!, again]).values()][0]!()).split('\n')).toHaveLength(1)
  expect(again.state).toMatchObject({ from: 9, text: first!.state.text })
})

it('shards are larger where there would be too many, up to a limit', () => {
  const documents = makeDocuments(8000)
  expect(pack(documents, 300).size).toBeLessThanOrEqual(300)
  expect(pack(documents, 1).size).toBeGreaterThan(50)
})
