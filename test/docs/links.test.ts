import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serveFolder } from '../pages/machines/served-site.ts'
import { documentPaths, GUIDES, ROOT, read } from './guides.ts'

/** Later than all articles of the sample. */
const NOW = Date.UTC(2026, 11, 31)

describe.each(documentPaths())('the links of %s', (path) => {
  it('lead to files and headings, in an editor and on a code host', () => {
    for (const link of linksIn(read(path))) {
      const [file = '', fragment] = link.split('#')
      const target = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file))
      expect(existsSync(join(ROOT, target)), `${link} in ${path}`).toBe(true)
      if (path.startsWith('articles/')) expect(target, `${link} is not served`).toMatch(/^articles\//)
      if (fragment !== undefined && target.endsWith('.md'))
        expect(headingIds(read(target)), `${link} in ${path}`).toContain(fragment)
    }
  })
})

it('the links of the guides lead to pages and headings on the server', async () => {
  const site = serveFolder(join(ROOT, 'articles'))
  const guides = documentPaths().filter((path) => path.startsWith(GUIDES))
  let count = 0
  for (const guide of guides) {
    const path = pathOnSite(guide)
    const page = await site.text(path, NOW)
    expect(page, path).toBeDefined()
    const [, body] = /<main[\s\S]*?>([\s\S]*)<\/main>/.exec(page!)!
    for (const [, href] of body!.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      const url = new URL(href!.replaceAll('&amp;', '&'), `https://example.org/${path}`)
      if (url.origin !== 'https://example.org') continue
      count++
      const target = await site.text(decodeURIComponent(url.pathname.slice(1)), NOW)
      expect(target, `${href} on /${path}`).toBeDefined()
      if (url.hash) expect(target, `${href} on /${path}`).toContain(` id="${decodeURI(url.hash.slice(1))}"`)
    }
  }
  expect(count).toBeGreaterThan(100)
})

/** The targets of relative links and pictures, outside of code. */
function linksIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^(?:[a-z]+:|\/)/.test(target))
}

/** The ids that code hosts give the headings of a document. */
function headingIds(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function pathOnSite(guide: string): string {
  const path = guide.replace(/^articles\//, '').replace(/(?:\/index)?\.md$/, '/')
  return path.replace(/\.fr\/$/, '/fr/')
}
