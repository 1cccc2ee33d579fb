import { describe, expect, it } from 'vitest'
import { parseHost } from '../../../src/pages/subscribe/host.ts'
import {
  BY_MAIL,
  HOSTED_READERS,
  INSTALLED_READERS,
  linkInto,
  PODCAST_APPS,
  type Reader,
  WEB_READERS,
} from '../../../src/pages/subscribe/readers.ts'

/** Addresses of feeds as a URL may have them, each with what readers of links might take for their own. */
const HOSTILE = [
  'https://example.org/feed.xml',
  'http://localhost:8787/feed.xml',
  "https://example.org/a&b='c'/feed.xml",
  'https://example.org/tags/c%2B%2B/feed.xml',
  'https://example.org/%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1/feed.xml',
  'https://example.org/100%25/feed.xml',
  'https://example.org/$&/$1/$`/feed.xml',
  'https://example.org/{encoded}/{rest}/feed.xml',
  'https://example.org/https://other.example/feed.xml',
  'https://user@example.org:8443/a;b=c,d/(e)/feed.xml',
]

const READERS: Reader[] = [
  ...WEB_READERS,
  ...INSTALLED_READERS,
  ...BY_MAIL,
  ...PODCAST_APPS,
  ...HOSTED_READERS.map(({ name, path }) => ({ name, link: `https://reader.example${path}` })),
]

/** The address of the feed that a reader finds in a link, as it takes it apart. */
function readBack({ link }: Reader, made: string, feed: string): string | null | undefined {
  const [before = '', after = ''] = link.split(/\{\w+\}/)
  expect(made.startsWith(before) && made.endsWith(after)).toBe(true)
  const middle = made.slice(before.length, made.length - after.length)
  if (link.includes('{address}')) return middle
  if (link.includes('{rest}')) return feed.replace(/\/\/.*$/s, '//') + middle
  const query = new URL(made).searchParams
  const name = /[?&](\w+)=\{encoded\}/.exec(link)?.[1]
  return name === undefined ? decodeURIComponent(middle) : query.get(name)
}

describe.each(READERS)('$name', (reader) => {
  it('gets the address of the feed, encoded once', () => {
    for (const feed of HOSTILE) expect(readBack(reader, linkInto(reader.link, feed), feed), feed).toBe(feed)
  })

  it('has one place for it, behind a fixed address', () => {
    expect(reader.link.match(/\{\w+\}/g)).toHaveLength(1)
    expect(reader.link).toMatch(/^[a-z-]+:(?!\s)/)
    expect(reader.link).not.toMatch(/^(?:javascript|data|vbscript|http):/)
  })
})

it('each reader stands once', () => {
  const names = READERS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(HOSTED_READERS.map(({ id }) => id)).size).toBe(HOSTED_READERS.length)
})

it('the path of a reader on a server of its own stays on the host', () => {
  for (const { path } of HOSTED_READERS)
    for (const feed of HOSTILE) {
      const { origin } = parseHost('reader.example')!
      const made = new URL(origin + linkInto(path, feed))
      expect([made.origin, made.hash, made.username]).toEqual(['https://reader.example', '', ''])
    }
})
