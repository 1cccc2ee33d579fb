import { describe, expect, it } from 'vitest'
import { renderHeadersFile, renderRedirectsFile } from '../../../src/commands/build/hosts/cloud-files.ts'
import { groupByHeaders } from '../../../src/commands/build/hosts/header-groups.ts'
import { renderHostFiles } from '../../../src/commands/build/hosts/host-files.ts'
import { fileOf, type StaticFile, type StaticRule } from '../../../src/commands/build/static-files.ts'

const PAGE = { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" }

function file(path: string, kind: StaticFile['kind'], headers: Record<string, string>): StaticFile {
  return { path, file: fileOf(path)!, kind, headers: { 'cache-control': 'public, max-age=600', ...headers } }
}

const FILES = [
  file('', 'page', PAGE),
  file('a/', 'page', PAGE),
  file('b/', 'page', { ...PAGE, 'cache-control': 'public, max-age=0' }),
  file('odd/', 'page', { 'content-type': 'text/html', 'x-other': '1' }),
  file('bare', 'page', PAGE),
  file('feed.xml', 'feed', { 'content-type': 'application/rss+xml' }),
  file('a/feed.xml', 'feed', { 'content-type': 'application/rss+xml' }),
  file('sitemap.xml', 'document', { 'content-type': 'application/xml' }),
  file('my-feed.xml', 'document', { 'content-type': 'application/xml' }),
  file('a.chapters.json', 'document', { 'content-type': 'application/json+chapters' }),
  file('a.json', 'document', { 'content-type': 'application/json' }),
  file('a.transcript.html', 'media', { 'content-type': 'text/html', 'content-security-policy': 'sandbox' }),
  file('x%2Ay%3A1.txt', 'media', { 'content-type': 'text/plain' }),
]

/** What Cloudflare Pages sends: all rules that match count, a header that is set twice has both values, and `!` takes one back. */
function headersAt(text: string, path: string): Record<string, string> {
  const headers: Record<string, string> = {}
  let matches = false
  for (const line of text.split('\n')) {
    if (line.startsWith('/')) matches = toPattern(line).test(path)
    else if (matches && line.startsWith('  ! ')) delete headers[line.slice(4)]
    else if (matches && line !== '') {
      const [, name = '', value = ''] = /^ {2}([\w-]+): (.*)$/.exec(line)!
      headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
    }
  }
  return headers
}

function toPattern(url: string): RegExp {
  const parts = url.split('*').map((part) => part.replace(/[.()]/g, '[$&]'))
  return new RegExp(`^${parts.join('.*')}$`)
}

describe.each(['/', '/blog/'])('_headers of a site at %s', (base) => {
  it('give every file what the server sends, with the shortest time in caches of its kind', () => {
    const { text, warnings } = renderHeadersFile(groupByHeaders(FILES), ['bare'], base)
    expect(warnings).toEqual([])
    for (const { path, headers } of FILES) {
      const cache = path === '' || path.endsWith('/') ? 'public, max-age=0' : 'public, max-age=600'
      expect(headersAt(text, base + path), path).toEqual({ ...headers, 'cache-control': cache })
    }
  })
})

it('pages that differ from others by the name of their folder have one rule, and what differs from these has its own', () => {
  const forms = { ...PAGE, 'content-security-policy': "form-action 'self'" }
  const sections = Array.from({ length: 200 }, (_, index) => [
    file(`s${index}/`, 'page', PAGE),
    file(`s${index}/a/`, 'page', PAGE),
    file(`s${index}/subscribe/`, 'page', forms),
  ]).flat()
  const files = [...sections, file('notes/subscribe/', 'page', PAGE), file('subscribe/', 'page', forms)]
  const groups = groupByHeaders(files)
  expect(groups.map(({ match }) => match)).toEqual([
    { by: 'path', text: 'notes/subscribe/' },
    { by: 'name', text: 'subscribe/' },
    { by: 'folder' },
  ])
  const { text } = renderHeadersFile(groups, [], '/')
  for (const { path, headers } of files) expect(headersAt(text, `/${path}`), path).toEqual(headers)
})

it('what Cloudflare Pages would not read has a warning', () => {
  const many = Array.from({ length: 101 }, (_, index) => file(`bare-${index}`, 'page', PAGE))
  const { warnings } = renderHostFiles(many, [], {}, '/')
  expect(warnings.join()).toContain('_headers: warning: it has 101 rules, and Cloudflare Pages reads 100')
  expect(renderHostFiles(many.slice(1), [], {}, '/').warnings).toEqual([])
  const redirect = (path: string): StaticRule => ({ path, headers: {}, status: 301, to: '/' })
  const redirects = Array.from({ length: 2101 }, (_, index) => redirect(`old-${index}`))
  const long = redirect('x'.repeat(1000))
  const told = renderRedirectsFile([...redirects, long], '/').warnings
  expect(told[0]).toContain('it has 2101 lines, and Cloudflare Pages reads 2100')
  expect(told[1]).toContain('1 redirects are longer')
})

it('a redirect names its own address alone', () => {
  const rules: StaticRule[] = [
    { path: 'a*b:c', headers: {}, status: 301, to: 'https://example.org/new/' },
    { path: 'soon', headers: {}, status: 307, to: '/feed.xml' },
    { path: 'gone', headers: {}, status: 410, page: '.wireroom/410.html' },
  ]
  expect(renderRedirectsFile(rules, '/').text).toBe(
    '/a%2Ab%3Ac https://example.org/new/ 301\n/soon /feed.xml 307\n',
  )
})
