import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { createBodies } from '../../../src/content/body/bodies.ts'
import { findPicture } from '../../../src/content/body/find-picture.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import type { Dimensions } from '../../../src/content/media/references.ts'
import { parseHtml } from '../../../src/content/text/html.ts'
import { toItem } from '../../../src/feed/item.ts'
import { digest } from '../../../src/node/digest.ts'
import { SITE } from '../outline.ts'

const NOW = Date.UTC(2026, 0, 1)
const URL = 'https://e.example/x.png'

describe('the picture of a text', () => {
  it.each([
    [`<img src="${URL}" width="400" height="300" alt="A">`, { url: URL, width: 400, height: 300, alt: 'A' }],
    [`<p>a</p><figure><a><img src="${URL}" width="1200"></a></figure>`, { url: URL, width: 1200 }],
    [
      `<img src="https://e.example/badge.png" width="90"><img src="${URL}" width="800" alt="">`,
      { url: URL, width: 800 },
    ],
    [`<img src="${URL}" width="399" height="2000">`, undefined],
    [`<img src="${URL}">`, undefined],
    [`<img src="${URL}" width="100%">`, undefined],
    ['<img src="data:image/png;base64,AA==" width="800">', undefined],
    ['<p>none</p>', undefined],
  ])('of %s is %j', (html, picture) => {
    expect(findPicture(parseHtml(html), () => undefined)).toEqual(picture)
  })

  it('has the size of its file, whatever the text says', () => {
    const html = `<img src="${URL}" width="800">`
    expect(findPicture(parseHtml(html), () => ({ width: 300, height: 200 }))).toBeUndefined()
    expect(findPicture(parseHtml(html), () => ({ width: 900, height: 600 }))).toEqual({
      url: URL,
      width: 900,
      height: 600,
    })
  })
})

/** The item of an article with a text, whose files are pictures of a size that may change. */
function open(body: string, more = '') {
  const source = `---\ntitle: T\ndate: 2024-01-02\n${more}\n---\n${body}`
  let size: Dimensions | 'unreadable' = { width: 640, height: 480 }
  const findFile = (path: string) => (path === 'x.png' ? { bytes: 1, measure: () => size } : undefined)
  const parsed = parseArticle({ path: 'a.md', source, hash: 'h' }, SITE, findFile)
  const library = buildLibrary(SITE, [parsed], [])
  const bodies = createBodies({ library: () => library, findFile, digest })
  const article = parsed.article!
  return {
    image: () => toItem(article, bodies.find(article, NOW), 'summary', [], NOW).image,
    key: () => bodies.keyOf(article, NOW),
    resize: (to: typeof size) => {
      size = to
    },
  }
}

describe('an article without an image of its own', () => {
  it('has the first large picture beside it that its text shows, as it is now', () => {
    const { image, key, resize } = open('Text.\n\n![A bridge](x.png)')
    const url = 'https://example.org/x.png'
    expect(image()).toEqual({ url, width: 640, height: 480, alt: 'A bridge' })
    const before = key()
    resize({ width: 1000, height: 480 })
    expect(key()).not.toBe(before)
    expect(image()).toMatchObject({ width: 1000 })
    resize({ width: 100, height: 48 })
    expect(image()).toBeUndefined()
    resize('unreadable')
    expect(image()).toBeUndefined()
  })

  it('has none where it has an image of its own', () => {
    expect(open('![A](x.png)', 'image: https://e.example/own.png').image()).toMatchObject({
      url: 'https://e.example/own.png',
    })
  })
})
