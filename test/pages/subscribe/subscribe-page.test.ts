import { HtmlValidate } from 'html-validate'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import { createApp } from '../../../src/http/app.ts'
import { COPY_SCRIPT, COPY_SCRIPT_HASH } from '../../../src/pages/subscribe/copy-script.ts'
import { GO_EN, SUBSCRIBE_EN } from '../../../src/pages/subscribe/words/en.ts'
import { goWordsFor } from '../../../src/pages/subscribe/words/go-words.ts'
import { subscribeWordsFor } from '../../../src/pages/subscribe/words/subscribe-words.ts'
import { wordsFor } from '../../../src/pages/words.ts'
import { type FixtureName, NOW } from '../../publication/fixtures.ts'

const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] })

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fa', 'fr']

async function pageOf(path: string, fixture: FixtureName = 'feeds with pages'): Promise<string> {
  const publication = PUBLICATIONS['a folder']!(fixture)
  const answer = await createApp({ publication, now: () => NOW }).request(path)
  expect(answer.status, path).toBe(200)
  return answer.text()
}

/** The attributes of all elements of a name, and the texts within them. */
function elementsOf(page: string, wanted: string): { attributes: Record<string, string>; text: string }[] {
  const found: { attributes: Record<string, string>; text: string }[] = []
  let inside = false
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name !== wanted) return
      found.push({ attributes, text: '' })
      inside = true
    },
    ontext(text) {
      if (inside) found.at(-1)!.text += text
    },
    onclosetag(name) {
      if (name === wanted) inside = false
    },
  })
  parser.end(page)
  return found
}

const PAGES: [path: string, fixture: FixtureName][] = [
  ['/subscribe/', 'feeds with pages'],
  ['/news/subscribe/', 'feeds with pages'],
  ['/show/subscribe/', 'feeds with pages'],
  ['/fa/subscribe/', 'feeds with pages'],
  ['/news/tags/c%2B%2B/subscribe/', 'feeds with pages'],
  ['/subscribe/', 'feeds with pages below a path'],
  ['/show/subscribe/', 'feeds with pages below a path'],
  ['/', 'pages elsewhere'],
]

describe.each(PAGES)('the page at %s of %s', (path, fixture) => {
  it('is valid HTML without a style attribute, and runs the one script', async () => {
    const page = await pageOf(path, fixture)
    const { results } = await validator.validateString(page)
    expect(
      results.flatMap(({ messages }) => messages.map((m) => `${m.ruleId} ${m.line}: ${m.message}`)),
    ).toEqual([])
    expect(page).not.toMatch(/\sstyle=|\son\w+=/)
    expect(elementsOf(page, 'script').map(({ text }) => text)).toEqual([COPY_SCRIPT])
  })

  it('has the address in every format, to copy with a script and without', async () => {
    const page = await pageOf(path, fixture)
    const inputs = elementsOf(page, 'input').filter(({ attributes }) => attributes.readonly !== undefined)
    const addresses = inputs.map(({ attributes }) => attributes.value!)
    const folder = addresses[0]!.slice(0, -'feed.xml'.length)
    expect(addresses).toEqual(['feed.xml', 'atom.xml', 'feed.json'].map((file) => folder + file))
    const [own] = elementsOf(page, 'link').filter(
      ({ attributes }) => attributes.type === 'application/rss+xml',
    )
    expect(new URL(own!.attributes.href!, 'https://example.org/').href).toBe(addresses[0])
    const copied = elementsOf(page, 'button').filter(
      ({ attributes }) => attributes['data-copies'] !== undefined,
    )
    const fields = [...inputs, ...elementsOf(page, 'textarea')]
    expect(copied.map(({ attributes }) => attributes['data-copies'])).toEqual(
      fields.map(({ attributes }) => attributes.id),
    )
    for (const { attributes } of copied) expect(attributes).toHaveProperty('hidden')
  })

  it('has snippets that are HTML, with the address of the feed and of the page', async () => {
    const page = await pageOf(path, fixture)
    const [head, link] = elementsOf(page, 'textarea').map(({ text }) => text)
    const feed = elementsOf(page, 'input')[0]!.attributes.value!
    const [heading] = elementsOf(page, 'h1')
    expect(elementsOf(head!, 'link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'alternate', type: 'application/rss+xml', title: heading!.text, href: feed },
    ])
    const [anchor] = elementsOf(link!, 'a')
    expect(anchor!.attributes).toEqual({ href: feed.replace('feed.xml', 'subscribe/') })
    expect(anchor!.text).toContain(heading!.text)
  })

  it('sends the form to the same server with the path of this feed', async () => {
    const page = await pageOf(path, fixture)
    const feed = elementsOf(page, 'input')[0]!.attributes.value!
    const [form] = elementsOf(page, 'form')
    const root = fixture === 'feeds with pages below a path' ? "/a&b='c'/" : '/'
    expect(form!.attributes).toEqual({ action: `${root}subscribe/go`, method: 'get' })
    const hidden = elementsOf(page, 'input').find(({ attributes }) => attributes.name === 'feed')
    expect(`https://example.org${root}${hidden!.attributes.value}`).toBe(feed)
  })
})

it('shows podcast apps for a podcast, and for nothing else', async () => {
  const show = await pageOf('/show/subscribe/')
  expect(show).toContain('href="podcast://example.org/show/feed.xml"')
  expect(show).toContain(SUBSCRIBE_EN.latestEpisodes)
  expect(await pageOf('/news/subscribe/')).not.toContain('podcast://')
})

it('speaks the language of its feed', async () => {
  const page = await pageOf('/fa/subscribe/')
  expect(page).toContain('<html lang="fa-AF" dir="rtl">')
  expect(page).toContain(wordsFor('fa').words.whatAFeedIs)
  expect(page).toContain(`<label for="host">${wordsFor('fa').words.host}</label>`)
})

it('lists the newest articles, and none that is to come', async () => {
  const page = await pageOf('/subscribe/')
  const list = /<section class="latest">.*?<\/section>/s.exec(page)![0]
  expect(elementsOf(list, 'a').map(({ text }) => text)).toEqual(['چهار', 'Three'])
  expect(page).not.toContain('Secret')
})

it('isolates the titles from the dates: digits after a Latin title would join it on a page from right to left', async () => {
  const list = /<section class="latest">.*?<\/section>/s.exec(await pageOf('/subscribe/'))![0]
  expect(list.match(/<bdi><a [^>]*>[^<]*<\/a><\/bdi> <time /g)).toHaveLength(2)
})

it('leads to the list of all feeds', async () => {
  const links = elementsOf(await pageOf('/news/subscribe/'), 'a')
  expect(links.map(({ attributes }) => attributes)).toContainEqual({
    type: 'text/x-opml',
    href: '/feeds.opml',
    download: '',
  })
})

it('the digest of the script is that of its text', async () => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(COPY_SCRIPT))
  expect(COPY_SCRIPT_HASH).toBe(`sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`)
  expect(COPY_SCRIPT).not.toContain('</')
})

it('no page with HTML of authors may run it, or send a form elsewhere', async () => {
  const app = createApp({ publication: PUBLICATIONS['a folder']!('feeds with pages'), now: () => NOW })
  const policyOf = async (path: string) =>
    (await app.request(path)).headers.get('content-security-policy')!.split('; ')
  expect(await policyOf('/news/subscribe/')).toEqual(
    expect.arrayContaining([`script-src '${COPY_SCRIPT_HASH}'`, "form-action 'self' http: https:"]),
  )
  for (const path of ['/news/', '/news/one/']) {
    const policy = await policyOf(path)
    expect(
      policy.filter((part) => part.startsWith('script-src')),
      path,
    ).toEqual([])
    expect(policy).toContain("form-action 'self'")
  }
})

describe.each([
  ['the subscribe pages', subscribeWordsFor, SUBSCRIBE_EN],
  ['the form', goWordsFor, GO_EN],
] as const)('the words of %s', (_, choose, english) => {
  it('are there for everything in every language', () => {
    for (const language of LANGUAGES) {
      const found = choose(language)
      expect(found.language).toBe(language)
      expect(Object.keys(found.words)).toEqual(Object.keys(english))
      const words: string[] = Object.values(found.words)
      for (const word of words) expect(word.trim()).not.toBe('')
      const same = Object.values(english).filter((word: string) => words.includes(word))
      if (language !== 'en') expect(same.length, language).toBeLessThan(3)
    }
  })

  it('are those of the language alone, and English where there are none', () => {
    for (const language of ['fa-AF', 'prs', 'pes-IR'])
      expect(choose(language)).toEqual({ words: choose('fa').words, language })
    for (const language of ['ja', 'constructor', '__proto__']) expect(choose(language).language).toBe('en')
  })
})
