import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../../../src/commands/check.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { podcastGuid } from '../../../src/node/podcast-guid.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

function findProblems(directory: string): string[] {
  const lines: string[] = []
  check(directory, (line) => lines.push(line), NOW, true)
  return lines.filter((line) => line.includes(' warning ')).map((line) => line.replace(/\. [^.]*\.$/, ''))
}

it('check names what a directory would refuse, with file and line, once each', () => {
  const directory = makeFolder({
    '_index.md': '---\nurl: https://podnews.net/\nidPrefix: "tag:podnews.net,2026:"\n---\n',
    'show/_index.md': '---\ntitle: Show\npodcast:\n  category: Tech\n  image: /show/a.gif\n---\n',
    'show/heard.md': '---\ntitle: Heard\ndate: 2025-01-01\naudio: a.ogg\n---\n',
    'show/a.ogg': 'x',
    'show/far.md': '---\ntitle: Far\ndate: 2025-01-01\naudio: https://cdn.example/a.mp3\n---\n',
    'show/read.md': '---\ntitle: Read\ndate: 2025-01-01\n---\n\nText.\n',
  })
  expect(findProblems(directory).sort()).toEqual([
    'show/_index.md:3: warning podcast: Apple refuses a show that does not say whether it is explicit',
    'show/_index.md:3: warning podcast: Directories refuse a show without the mail address of its owner',
    'show/_index.md:3: warning podcast: The show has no `guid`, by which apps recognize it when it moves',
    'show/_index.md:4: warning podcast: Apple has no category "Tech"',
    expect.stringContaining(
      'show/_index.md:5: warning podcast: Apple takes artwork whose name ends in .jpg or .png',
    ),
    expect.stringContaining(
      'show/far.md:4: warning enclosure-length: The length of "https://cdn.example/a.mp3" is unknown',
    ),
    'show/heard.md:4: warning podcast: Apple does not take audio/ogg',
    expect.stringContaining('show/read.md:1: warning podcast: Apple lists no episode without audio or video'),
  ])
})

it('check proposes the guid that the address of the show as RSS gives', () => {
  const directory = makeFolder({
    '_index.md': '---\nurl: https://example.org/\n---\n',
    'show/_index.md': '---\npodcast: { explicit: no }\n---\n',
  })
  const lines: string[] = []
  check(directory, (line) => lines.push(line), NOW, true)
  expect(lines.join('\n')).toContain(`guid: ${podcastGuid('https://example.org/show/feed.xml')}`)
})

it.each([
  [1400, 1400, false],
  [1400, 1200, true],
  [900, 900, true],
])('check measures artwork that lies in the folder: %d × %d', (width, height, isRefused) => {
  const directory = makeFolder({
    'show/_index.md':
      '---\npodcast: { explicit: no, category: History, owner: a@example.org, image: /show/a%20b.png }\n---\n',
    'show/one.md': '---\ntitle: One\ndate: 2025-01-01\naudio: a.mp3\nimage: a b.png\n---\n',
    'show/a.mp3': 'x',
  })
  writeFileSync(join(directory, 'show', 'a b.png'), pngHeader(width, height))
  const said = findProblems(directory).filter((line) => line.includes('artwork'))
  const refusal = `warning podcast: Apple does not take artwork of ${width} × ${height} pixels`
  expect(said).toEqual(isRefused ? [`show/_index.md:2: ${refusal}`, `show/one.md:5: ${refusal}`] : [])
})

/** The part of a PNG that has its size. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.from(`89504e470d0a1a0a0000000d49484452${'00'.repeat(17)}`, 'hex')
  header.writeUInt32BE(width, 16)
  header.writeUInt32BE(height, 20)
  return header
}

it('chapters and transcripts beside an episode are served, and no other JSON or HTML', () => {
  const directory = makeFolder({ 'show/one.md': '---\ndate: 2025-01-01\n---\nx\n' })
  const names = [
    'one.chapters.json',
    'one.transcript.json',
    'one.transcript.html',
    'package.json',
    'one.html',
  ]
  for (const file of names) writeFileSync(join(directory, 'show', file), '{}')
  const publication = createFolderPublication(
    openFolder(directory, { defaultUrl: 'http://localhost/' }),
    'test',
  )
  const types = names.map((file) => {
    const found = publication.find(`show/${file}`, NOW)
    return found && 'contentType' in found ? found.contentType : undefined
  })
  expect(types).toEqual([
    'application/json+chapters',
    'application/json',
    'text/html; charset=utf-8',
    undefined,
    undefined,
  ])
})
