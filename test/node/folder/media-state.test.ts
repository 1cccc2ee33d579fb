import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Folder, openFolder } from '../../../src/node/folder/folder.ts'
import { changedFiles } from '../../../src/node/folder/media-state.ts'
import { readText } from '../../../src/node/folder/read-text.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

vi.mock('../../../src/node/folder/read-text.ts', { spy: true })

const SETTINGS = { defaultUrl: 'http://localhost/', siteUrl: 'https://example.org/' }
const EPISODE = { date: '2025-01-01', enclosure: 'ep.mp3' }

const MEDIA = [
  'pic.png',
  'other.png',
  'n/pic.png',
  'n/pic.pdf',
  'n/a pic (1).png',
  'café.png',
  '50%off.png',
  'x.webp',
  'n/ep.mp3',
  'n/a/pic.png',
]

const BODIES = [
  'Nothing. At all.',
  '![](pic.png)',
  '![](../pic.png)',
  '<img src=/n/pic.png alt=x>',
  '[a report](pic.pdf?x#y)',
  '![](<a pic (1).png>)',
  '![](a%20pic%20%281%29.png)',
  '![](/caf%C3%A9.png)',
  '![](/50%off.png)',
  '<img src="pic&#46;png" alt="x">',
  '![]({{ page.name }}.webp)',
  'See x.webp, pic.pdf; and example.org.',
]

/** As it is read from a file. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

/** All that is made of the articles, as far as it is data. */
function readLibrary(folder: Folder) {
  const { articles, problems } = folder.library()
  const texts = problems.map((problem) => JSON.stringify(problem))
  // They come in the order of arrival.
  return {
    articles: articles.map((one) => ({ ...one, readBody: one.readBody(), readFields: one.readFields?.() })),
    problems: texts.sort(),
  }
}

describe('what changes beside the articles', () => {
  it('makes the same of them as a start does, whatever they refer to', async () => {
    const step = fc.oneof(
      fc.record({ path: fc.constantFrom(...MEDIA), text: fc.constantFrom('x', 'xyz', undefined) }),
      fc.record({
        path: fc.constantFrom('n/a.md', 'n/b.md', 'c.md'),
        text: fc
          .record({
            body: fc.constantFrom(...BODIES),
            image: fc.option(fc.constantFrom('pic.png', '/other.png', 'a pic (1).png'), { nil: undefined }),
            enclosure: fc.option(fc.constant('/n/ep.mp3'), { nil: undefined }),
          })
          .map(({ body, ...fields }) =>
            article({ title: 'A', date: '2025-01-01', ...JSON.parse(JSON.stringify(fields)) }, body),
          ),
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (steps, areNamed) => {
          const directory = makeFolder({ 'c.md': article({ title: 'C', date: '2025-01-02' }) }, false)
          try {
            const folder = openFolder(directory, SETTINGS)
            let remembered = copyOf(folder.remember())
            for (const { path, text } of steps) {
              if (text === undefined) rmSync(join(directory, path), { force: true })
              else writeFiles(directory, { [path]: text })
              await folder.apply(areNamed ? [path] : undefined)
              const fresh = openFolder(directory, SETTINGS)
              expect(readLibrary(folder)).toEqual(readLibrary(fresh))
              // What the cache says of the folder as it was some steps ago.
              expect(
                readLibrary(openFolder(directory, { ...SETTINGS, remembered: copyOf(remembered) })),
              ).toEqual(readLibrary(fresh))
              if (path.length % 2 === 0) remembered = copyOf(folder.remember())
            }
          } finally {
            rmSync(directory, { recursive: true })
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('has those read again alone to which it matters', async () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-01-01' }, '![](one.png)'),
      'b.md': article({ title: 'B', date: '2025-01-01', image: 'two.png' }),
      'c.md': article({ title: 'C', ...EPISODE }),
    })
    const folder = openFolder(directory, SETTINGS)
    const objects = () => new Set(folder.library().articles)
    for (const [path, title] of [
      ['one.png', undefined],
      ['two.png', 'B'],
      ['ep.mp3', 'C'],
      ['three.png', undefined],
    ] as const) {
      const before = objects()
      writeFiles(directory, { [path]: 'x' })
      const library = folder.library()
      await folder.apply([path])
      expect(folder.library()).not.toBe(library)
      expect([...objects()].filter((one) => !before.has(one)).map((one) => one.title)).toEqual(
        title === undefined ? [] : [title],
      )
    }
  })

  it('leaves the cache good for the others', () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-01-01', image: 'one.png' }),
      'b.md': article({ title: 'B', date: '2025-01-01' }, '![](one.png)'),
    })
    const remembered = copyOf(openFolder(directory, SETTINGS).remember())
    writeFiles(directory, { 'one.png': 'x' })
    const read = vi.mocked(readText)
    onTestFinished(() => void read.mockReset())
    read.mockClear()
    openFolder(directory, { ...SETTINGS, remembered })
    expect(read.mock.calls.map(([, path]) => path)).toEqual(['a.md'])
  })
})

it('a file that came, went or changed is a changed file', () => {
  const before = new Map([
    ['a.png', '1'],
    ['b.png', '1'],
    ['c.png', '1'],
  ])
  const after = new Map([
    ['a.png', '1'],
    ['b.png', '2'],
    ['d.png', '1'],
  ])
  expect([...changedFiles(before, after)].sort()).toEqual(['b.png', 'c.png', 'd.png'])
})
