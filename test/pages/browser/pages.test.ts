import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileCommand } from '../../../src/commands/compile/compile.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { startServer } from '../../../src/server.ts'
import { makeFolder } from '../../make-folder.ts'
import { startWorkerd } from '../../parity/workerd.ts'
import { CHROMIUM, launchChromium, type Watched, watchPage } from './chromium.ts'

const ARTICLES = join(import.meta.dirname, '../../../articles')
const HOSTILE = join(import.meta.dirname, '../../fixtures/hostile')

/** What no page may have: handlers, styles of elements, addresses that run, and scripts but data and the one that copies. */
const RISKS = `[...document.querySelectorAll('*')].flatMap((element) => [
  ...[...element.attributes].filter(({ name, value }) => /^on|^style$/i.test(name) || /^\\s*javascript:/i.test(value)),
  ...(element.localName === 'script' && element.type !== 'application/ld+json' && !location.pathname.endsWith('/subscribe/') ? [element] : []),
].map((found) => element.outerHTML.slice(0, 200)))`

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A page of each kind. */
const KINDS = {
  'the front page': '/',
  'a section': '/news/',
  'a tag': '/tags/',
  'an article': '/news/nato-taliban-talks/',
  'a guide with tables and code': '/guides/settings/',
  'pictures and players': '/guides/pictures-and-audio/',
  'an episode': '/podcast/first-episode/',
  'a note': '/notes/feeds-are-patient/',
  'an article from right to left': '/news/nato-taliban-talks/fa-af/',
  'the pages in Dari': '/fa-AF/',
  'the subscribe page': '/subscribe/',
  'the subscribe page of the podcast': '/podcast/subscribe/',
  'a page that is not there': '/nothing/at/all',
}

/** Each page is opened twice: colours depend on the scheme, and widths on the screen. */
const VIEWS: Record<string, BrowserContextOptions> = {
  'in the light': { colorScheme: 'light' },
  'in the dark, on a phone': {
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
  },
}

describe.skipIf(CHROMIUM === undefined)('pages in Chromium', () => {
  const workspace = makeFolder({}, false)
  let browser: Browser
  const tabs = new Map<string, Watched>()
  const stops: (() => unknown)[] = []
  const urls: Record<'Node' | 'workerd', string> = { Node: '', workerd: '' }

  beforeAll(async () => {
    browser = await launchChromium()
    const node = await startServer({
      articles: ARTICLES,
      port: 0,
      host: '127.0.0.1',
      siteUrl: 'https://example.org/',
      log: () => {},
    })
    stops.push(() => node.stop())
    urls.Node = node.url
    const output = join(workspace, 'output')
    const code = await runCommand('compile', compileCommand, ['--articles', ARTICLES, '--output', output], {
      env: { SITE_URL: 'https://example.org/' },
      log: () => {},
      logError: () => {},
      now: Date.now,
    })
    expect(code).toBe(0)
    const edge = await startWorkerd(workspace, [output])
    stops.push(edge.stop)
    urls.workerd = edge.urls[0]!
  })

  afterAll(async () => {
    await browser?.close()
    for (const stop of stops) await stop()
    rmSync(workspace, { recursive: true })
  })

  describe.each(['Node', 'workerd'] as const)('served by %s', (runtime) => {
    it.each(Object.entries(KINDS))(
      '%s says nothing on the console and asks no other host',
      async (_, path) => {
        const { page, happened } = await open(urls[runtime], path)
        expect(happened).toEqual({
          messages: path.startsWith('/nothing') ? [expect.stringContaining('404')] : [],
          strangers: [],
        })
        expect(await page.title()).not.toBe('')
      },
    )
  })

  describe.each(Object.entries(VIEWS))('%s', (_, view) => {
    it.each(Object.entries(KINDS))(
      '%s has nothing that axe objects to, and fits its width',
      async (_, path) => {
        const { page } = await open(urls.Node, path, view)
        await page.evaluate(AXE)
        const violations = await page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: AxeLike }).axe.run({
            resultTypes: ['violations'],
          })
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
        })
        expect(violations).toEqual([])
        // Text, because the types of browsers are not those of Node.
        const wide = await page.evaluate<number>('document.scrollingElement.scrollWidth')
        const has = await page.evaluate<number>('document.documentElement.clientWidth')
        expect(wide).toBeLessThanOrEqual(has)
      },
    )
  })

  it('shows a person who opens a feed how to subscribe, and the XML behind a link', async () => {
    const { page, happened } = await open(urls.Node, '/feed.xml')
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.content()).toContain('https://example.org/feed.xml')
    expect(happened).toEqual({ messages: [], strangers: [] })
  })

  it('follows the links from the front page to an article and to the page after it', async () => {
    const { page, happened } = await open(urls.Node, '/')
    await page.locator('main article a.u-url').first().click()
    await page.waitForLoadState()
    expect(await page.locator('main article.h-entry h1').count()).toBe(1)
    expect(happened).toEqual({ messages: [], strangers: [] })
  })

  it('runs nothing of hostile articles, and has no style attribute on any page', async () => {
    const hostile = await startServer({
      articles: HOSTILE,
      port: 0,
      host: '127.0.0.1',
      siteUrl: 'https://example.org/',
      log: () => {},
    })
    try {
      const sitemap = await (await fetch(`${hostile.url}/sitemap.xml`)).text()
      const articles = [...sitemap.matchAll(/<loc>https:\/\/example\.org(\/[^<]*)<\/loc>/g)].map(
        ([, path]) => path!,
      )
      expect(articles.length).toBeGreaterThan(20)
      // The lists show all of them; html-validate reads every page of theirs.
      const some = articles.filter((_, index) => index % 4 === 0)
      for (const path of ['/', '/tags/', '/authors/', '/years/', '/subscribe/', ...some]) {
        const { page, happened } = await open(hostile.url, path)
        const ran = happened.messages.filter((message) => !message.includes('Failed to load resource'))
        const risks = await page.evaluate<string[]>(RISKS)
        expect([path, ran, risks]).toEqual([path, [], []])
      }
    } finally {
      await hostile.stop()
    }
  })

  it('fits a phone where titles, tags, names and texts are one long word', async () => {
    const long = 'Donaudampfschifffahrtsgesellschaftskapitaen'.repeat(4)
    const front = (...lines: string[]) => ['---', `title: ${long}`, ...lines, '---', ''].join('\n')
    const body = `${long}\n\n## ${long}\n\n> ${long}\n\n- ${long}\n\n[${long}](https://example.org/)\n`
    const files = Object.fromEntries(
      [1, 2, 3].map((day) => [
        `long/a${day}.md`,
        front(`date: 2026-01-0${day}`, `tags: [${long}]`, 'authors:', `  - ${long}`) + body,
      ]),
    )
    const articles = makeFolder({
      '_index.md': front('timezone: UTC'),
      'long/_index.md': front(`description: ${long}`),
      'short/b.md': '---\ntitle: Short\ndate: 2026-01-04\n---\nShort.\n',
      ...files,
    })
    const server = await startServer({ articles, port: 0, host: '127.0.0.1', log: () => {} })
    const folder = long.toLowerCase()
    try {
      const wide: string[] = []
      for (const width of [320, 1000]) {
        for (const path of [
          '/',
          '/long/',
          '/long/a2/',
          '/tags/',
          `/tags/${folder}/`,
          '/authors/',
          '/years/',
          '/years/2026/',
          '/subscribe/',
          '/nothing/',
        ]) {
          const view = { viewport: { width, height: 600 } }
          const { page } = await open(server.url, path, view)
          const has = await page.evaluate<number>('document.scrollingElement.scrollWidth')
          if (has > width) wide.push(`${path} ${has} > ${width}`)
        }
      }
      expect(wide).toEqual([])
    } finally {
      await server.stop()
      rmSync(articles, { recursive: true })
    }
  })

  it('reads from right to left where the language does', async () => {
    const { page } = await open(urls.Node, '/fa-AF/')
    expect(await page.evaluate('getComputedStyle(document.body).direction')).toBe('rtl')
  })

  /** Opens a page in the tab of its server and view: a new tab is a new process of the browser. */
  async function open(url: string, path: string, view: BrowserContextOptions = {}): Promise<Watched> {
    const key = url + JSON.stringify(view)
    const tab = tabs.get(key) ?? (await watchPage(await (await browser.newContext(view)).newPage(), url))
    tabs.set(key, tab)
    const happened = tab.forget()
    await tab.page.goto(url + path, { waitUntil: 'load' })
    return { ...tab, happened }
  }
})

interface AxeLike {
  run(options: {
    resultTypes: string[]
  }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}
