import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFiles } from '../../../src/node/folder/files.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { mediaFileOf } from '../../../src/node/folder/scan.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const PICTURES = join(import.meta.dirname, '../../fixtures/pictures')
const PNG = readFileSync(join(PICTURES, 'plain.png'))
const JPEG = readFileSync(join(PICTURES, 'plain.jpg'))

/** Segments before the one with the dimensions, as previews and colour profiles are. */
function withLongHeader(bytes: number): Buffer {
  const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0xff, 0xff]), Buffer.alloc(0xfffd)])
  const count = Math.ceil(bytes / segment.length)
  return Buffer.concat([JPEG.subarray(0, 2), ...Array(count).fill(segment), JPEG.subarray(2)])
}

function measure(name: string, content: string | Buffer) {
  const directory = makeFolder({})
  writeFileSync(join(directory, name), content)
  const file = mediaFileOf(statSync(join(directory, name)))
  return createFiles(directory)
    .findIn(new Map([[name, file]]))(name)
    ?.measure()
}

describe('the dimensions of a picture', () => {
  it.each([
    'plain.png',
    'plain.gif',
    'plain.jpg',
    'plain.avif',
    'lossy.webp',
    'lossless.webp',
    'transparent.webp',
  ])('are read from its header: %s', (name) => {
    expect(measure(name, readFileSync(join(PICTURES, name)))).toEqual({ width: 3, height: 2 })
  })

  it('are those that are seen, where Exif turns it on its side', () => {
    const turned = readFileSync(join(PICTURES, 'turned-by-exif.jpg'))
    expect(measure('turned.jpg', turned)).toEqual({ width: 2, height: 3 })
  })

  it.each([20_000, 400_000])('are found behind %d bytes of previews and profiles', (bytes) => {
    expect(measure('a.jpg', withLongHeader(bytes))).toEqual({ width: 3, height: 2 })
  })

  it('are read whatever the extension says', () => {
    expect(measure('a.png', JPEG)).toEqual({ width: 3, height: 2 })
  })

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>', { width: 30, height: 20 }],
    ['<?xml version="1.0"?>\n<svg viewBox="0 0 300 200"></svg>', { width: 300, height: 200 }],
    ['<svg width="100%" viewBox="0 0 300 200"></svg>', { width: 300, height: 200 }],
    ['<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', undefined],
    ['<svg width="0" height="0"></svg>', undefined],
    ['<svg width="big" height="2"></svg>', undefined],
  ])('of an SVG may be missing: %s', (svg, expected) => {
    expect(measure('a.svg', svg)).toEqual(expected)
  })

  it.each([
    ['an empty file', ''],
    ['a text', 'This is no picture'],
    ['a page', '<!doctype html><title>404</title>'],
    ['half a header', PNG.subarray(0, 18)],
    ['a width of 0', Buffer.concat([PNG.subarray(0, 16), Buffer.alloc(4), PNG.subarray(20)])],
    ['a JPEG without an image', Buffer.concat([JPEG.subarray(0, 20), Buffer.alloc(600_000, 0xff)])],
    ['dimensions behind a header that is too long', withLongHeader(600_000)],
    ['another format', Buffer.from('P1 3 2\n0 0 0 0 0 0')],
  ])('are unreadable in %s', (_, content) => {
    expect(measure('a.png', content)).toBe('unreadable')
  })

  it('are not asked of a sound', () => {
    expect(measure('a.mp3', 'ID3')).toBeUndefined()
  })

  it('are read once as long as the file does not change', () => {
    const directory = makeFolder({})
    writeFileSync(join(directory, 'a.png'), PNG)
    const media = new Map([['a.png', mediaFileOf(statSync(join(directory, 'a.png')))]])
    const findFile = createFiles(directory).findIn(media)
    expect(findFile('a.png')).toMatchObject({ bytes: PNG.length })
    expect(findFile('a.png')?.measure()).toEqual({ width: 3, height: 2 })
    rmSync(join(directory, 'a.png'))
    expect(findFile('a.png')?.measure()).toEqual({ width: 3, height: 2 })
    media.set('a.png', { ...media.get('a.png')! })
    expect(findFile('a.png')?.measure()).toBe('unreadable')
  })
})

it('a file of the site that comes after it was asked for is there at the next look', async () => {
  const directory = makeFolder({
    'hugo.toml': 'baseURL = "https://blog.example/"\n',
    'content/a.md': article({ title: 'A', date: '2024-01-02' }, '![A dot](/dot.png)'),
  })
  const folder = openFolder(join(directory, 'content'), { defaultUrl: 'http://localhost/' })
  expect(folder.file('dot.png')).toBeUndefined()
  writeFiles(directory, { 'static/dot.png': 'P' })
  await folder.apply()
  expect(folder.file('dot.png')).toMatchObject({ size: 1 })
})

it('an edit of the chapters beside an episode is followed, and makes another version of it', async () => {
  const chapters = (title: string) => JSON.stringify({ chapters: [{ startTime: 0, title }] })
  const directory = makeFolder({
    '_index.md': '---\ntitle: Show\npodcast: { category: News }\n---\n',
    'a.md': article({ title: 'A', date: '2024-01-02', audio: 'a.mp3', chapters: 'a.chapters.json' }),
    'a.mp3': 'ID3',
    'a.chapters.json': chapters('Start'),
  })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  const read = () => folder.library().articles.map(({ episode }) => episode?.chapters?.inFile)
  const [before] = folder.library().articles
  expect(read()).toEqual([[{ startSeconds: 0, title: 'Start' }]])
  writeFiles(directory, { 'a.chapters.json': chapters('The beginning') })
  await folder.apply()
  expect(read()).toEqual([[{ startSeconds: 0, title: 'The beginning' }]])
  expect(folder.library().articles[0]!.hash).not.toBe(before!.hash)
  rmSync(join(directory, 'a.chapters.json'))
  await folder.apply()
  expect(read()).toEqual([undefined])
})
