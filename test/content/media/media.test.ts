import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import type { GeneratorName } from '../../../src/content/generators/generator.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'
import { createReferences, type LocalFile } from '../../../src/content/media/references.ts'
import { parseScript } from '../../../src/node/folder/site/parse-script.ts'
import { SITE } from '../outline.ts'

const FILES: Record<string, LocalFile> = {
  'news/a b.mp3': { bytes: 7, measure: () => undefined },
  'shared/x.png': { bytes: 9, measure: () => ({ width: 640, height: 480 }) },
  'news/x.png': { bytes: 5, measure: () => undefined },
  'news/broken.png': { bytes: 5, measure: () => 'unreadable' },
}
const findFile = (path: string) => FILES[path]
const references = createReferences(
  'news/story.md',
  'https://example.org/news/story/',
  'https://example.org/',
  findFile,
)

function read(frontMatter: string) {
  const source = `---\ndate: 2024-01-02\n${frontMatter}\n---\n`
  const { article, problems } = parseArticle({ path: 'news/story.md', source, hash: '' }, SITE, findFile)
  return { ...article!, problems: problems.map(({ line, code }) => `${line} ${code}`) }
}

describe('createReferences', () => {
  it.each([
    ['x.png', 'https://example.org/news/x.png', 5],
    ['./x.png?v=2#top', 'https://example.org/news/x.png', 5],
    ['a%20b.mp3', 'https://example.org/news/a%20b.mp3', 7],
    ['a b.mp3', 'https://example.org/news/a%20b.mp3', 7],
    ['../shared/x.png', 'https://example.org/shared/x.png', 9],
    ['/shared/x.png', 'https://example.org/shared/x.png', 9],
    ['/elsewhere.png', 'https://example.org/elsewhere.png', undefined],
    ['beside.png', 'https://example.org/news/story/beside.png', undefined],
    ['//cdn.example/x.png', 'https://cdn.example/x.png', undefined],
    ['HTTPS://cdn.example/x.png', 'https://cdn.example/x.png', undefined],
    ['../../../x.png', 'https://example.org/x.png', undefined],
    ['%zz.png', 'https://example.org/news/story/%25zz.png', undefined],
  ])('%s leads to %s', (reference, url, bytes) => {
    const target = references.resolve(reference)
    expect([target?.url, target?.file?.bytes]).toEqual([url, bytes])
  })

  it.each([
    '',
    ' ',
    '@/x.png',
    '~/x.png',
    '@site/static/x.png',
    '{static}/x.png',
    '{{ x }}',
    'javascript:x',
    'java\tscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://',
    'http://user:word@h.example/',
  ])('%j leads nowhere', (reference) => {
    expect(references.resolve(reference)).toBeUndefined()
  })
})

describe('a path from the root of a site that is below one', () => {
  it.each<[GeneratorName, string, string]>([
    ['docusaurus', '/img/x.png', 'https://example.org/base/img/x.png'],
    ['docusaurus', '/base/img/x.png', 'https://example.org/base/img/x.png'],
    ['vitepress', '/guide', 'https://example.org/base/guide'],
    ['hexo', '/images/x.png', 'https://example.org/base/images/x.png'],
    ['hexo', '/about', 'https://example.org/about'],
    ['hugo', '/images/x.png', 'https://example.org/base/images/x.png'],
    ['hugo', '/base/images/x.png', 'https://example.org/base/images/x.png'],
    ['eleventy', '/images/x.png', 'https://example.org/images/x.png'],
    ['docusaurus', '//cdn.example/x.png', 'https://cdn.example/x.png'],
  ])('is with %s, of %s, %s', (name, reference, url) => {
    const { generator } = readGenerator({ name, folder: '', files: [] }, parseScript)
    const site = 'https://example.org/base/'
    expect(createReferences('a.md', `${site}a/`, site, findFile, generator).resolve(reference)).toEqual({
      url,
    })
  })
})

describe('readImage', () => {
  it.each([
    ['image: x.png', { url: 'https://example.org/news/x.png', length: 5 }],
    [
      'image: {path: x.png, alt: A, width: 10px, height: "20"}',
      { url: 'https://example.org/news/x.png', length: 5, alt: 'A', width: 10, height: 20 },
    ],
    ['cover: {light: /l.png, dark: /d.png}', { url: 'https://example.org/l.png' }],
    ['images: [/1.png, /2.png]', { url: 'https://example.org/1.png' }],
    ['heroImage: /h.png\nheroAlt: H', { url: 'https://example.org/h.png', alt: 'H' }],
    ['og_image: /o.png', { url: 'https://example.org/o.png' }],
    ['hero: true\nthumbnail: /t.png', { url: 'https://example.org/t.png' }],
    ['image: {width: -5, src: /w.png}', { url: 'https://example.org/w.png' }],
    ['image: /shared/x.png', { url: 'https://example.org/shared/x.png', length: 9, width: 640, height: 480 }],
    // The author's count, and are not mixed with the file's.
    [
      'image: {url: /shared/x.png, width: 320}',
      { url: 'https://example.org/shared/x.png', length: 9, width: 320 },
    ],
    [
      'image: {url: broken.png, width: 3, height: 2}',
      { url: 'https://example.org/news/broken.png', length: 5, width: 3, height: 2 },
    ],
    [
      'image: {url: /i.png, alt: A boat, caption: The ferry, credit: Ada Lovelace}',
      { url: 'https://example.org/i.png', alt: 'A boat', caption: 'The ferry', credit: 'Ada Lovelace' },
    ],
    [
      'image: {url: /i.png, caption: The ferry}\nphoto_credit: Ada',
      { url: 'https://example.org/i.png', alt: 'The ferry', caption: 'The ferry', credit: 'Ada' },
    ],
    ['image: /i.png\nimage_credit: Ada', { url: 'https://example.org/i.png', credit: 'Ada' }],
    // The agency's, as in `LONDON (SW)`.
    ['image: /i.png\ncredit: SW', { url: 'https://example.org/i.png' }],
    ['image: false', undefined],
    ['image: []', undefined],
  ])('%j', (frontMatter, expected) => {
    expect(read(frontMatter)).toMatchObject({ problems: [] })
    expect(read(frontMatter).image).toEqual(expected)
  })

  it('a list in a list is no picture, and is reported', () => {
    expect(read('image: [[x]]')).toMatchObject({ problems: ['3 value'], image: undefined })
  })

  it('opens no picture whose size the author writes, or that only the text shows', () => {
    const measure = () => {
      throw new Error('opened')
    }
    const source = '---\ndate: 2024-01-02\nimage: {url: x.png, width: 3, height: 2}\n---\n\n![](/y.png)\n'
    const { article } = parseArticle({ path: 'news/story.md', source, hash: '' }, SITE, () => ({
      bytes: 1,
      measure,
    }))
    expect(article?.image).toMatchObject({ width: 3, height: 2 })
  })

  it('an image that leads nowhere is left out with its line', () => {
    expect(read('title: x\ncover: "~/x.png"')).toMatchObject({ image: undefined, problems: ['4 image'] })
  })
})

it.each(['image: broken.png', 'enclosure: broken.png'])(
  'a picture whose dimensions cannot be read is reported with its line (%s)',
  (frontMatter) => {
    const { image, enclosures, problems } = read(`title: x\n${frontMatter}`)
    expect(problems).toEqual(['4 image-size'])
    expect([...enclosures, image].find((media) => media)).toMatchObject({
      url: 'https://example.org/news/broken.png',
    })
  },
)

describe('readEnclosures', () => {
  it.each([
    [
      'enclosure: {url: "https://c.example/e.mp3", length: 1_234, type: audio/x-own, title: T}',
      [{ url: 'https://c.example/e.mp3', length: 1234, type: 'audio/x-own', title: 'T' }],
    ],
    ['audio: a b.mp3', [{ url: 'https://example.org/news/a%20b.mp3', length: 7, type: 'audio/mpeg' }]],
    [
      'podcast_file: https://c.example/e.m4a\npodcast_bytes: 99\npodcast_duration: "24:30.600"',
      [{ url: 'https://c.example/e.m4a', length: 99, type: 'audio/mp4', durationSeconds: 1471 }],
    ],
    [
      'enclosures: [{url: /1.mp3, length: 1}, {url: /2.ogv, length: 2, duration: "01:08:50"}, {url: /1.mp3, length: 3}]',
      [
        { url: 'https://example.org/1.mp3', length: 1, type: 'audio/mpeg' },
        { url: 'https://example.org/2.ogv', length: 2, type: 'video/ogg', durationSeconds: 4130 },
      ],
    ],
    [
      'enclosure: |\n  https://c.example/w.mp3\n  42\n  audio/mpeg',
      [{ url: 'https://c.example/w.mp3', length: 42, type: 'audio/mpeg' }],
    ],
    [
      'enclosure: {url: /shared/x.png}',
      [{ url: 'https://example.org/shared/x.png', length: 9, type: 'image/png', width: 640, height: 480 }],
    ],
    [
      'video: {url: /v.mp4, length: 9, width: 1920, height: 1080}',
      [{ url: 'https://example.org/v.mp4', length: 9, type: 'video/mp4', width: 1920, height: 1080 }],
    ],
    ['video: true', []],
    ['video: dQw4w9WgXcQ', []],
    ['video: https://www.youtube.com/watch?v=x', []],
  ])('%j', (frontMatter, expected) => {
    expect(read(frontMatter)).toMatchObject({ problems: [] })
    expect(read(frontMatter).enclosures).toEqual(expected)
  })

  it.each([
    [
      'enclosure: {url: /e.mp3, length: 0}',
      '3 enclosure-length',
      [{ url: 'https://example.org/e.mp3', type: 'audio/mpeg' }],
    ],
    ['enclosure: /e.mp3', '3 enclosure-length', [{ url: 'https://example.org/e.mp3', type: 'audio/mpeg' }]],
    [
      'enclosure: {url: /e.constructor, length: 1}',
      '3 enclosure-type',
      [{ url: 'https://example.org/e.constructor', length: 1, type: 'application/octet-stream' }],
    ],
    [
      'enclosure: {url: /e.mp3, length: 1, type: "a/<b>"}',
      '3 enclosure-type',
      [{ url: 'https://example.org/e.mp3', length: 1, type: 'application/octet-stream' }],
    ],
    [
      'enclosure: {url: /e.mp3, length: 1, duration: 2700000}',
      '3 duration',
      [{ url: 'https://example.org/e.mp3', length: 1, type: 'audio/mpeg' }],
    ],
    ['enclosure: javascript:x', '3 enclosure', []],
  ])('%s is reported', (frontMatter, problem, enclosures) => {
    expect(read(frontMatter)).toMatchObject({ problems: [problem], enclosures })
    expect(read(frontMatter).enclosures).toEqual(enclosures)
  })
})
