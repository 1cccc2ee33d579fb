import { expect, it } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { describeStart } from '../../../src/node/serving/describe-start.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 6, 1)

function start(files: Record<string, string>, host: string | undefined = '127.0.0.1') {
  const { library } = openFolder(makeFolder(files), { defaultUrl: 'http://localhost/' })
  return describeStart({
    library: library(),
    articles: 'x/',
    url: 'http://localhost:1',
    port: 1,
    host,
    now: NOW,
  })
}

it('names the page, the feeds, and how many mistakes there are', () => {
  expect(
    start({ 'a.md': article({ title: 'A', date: '2026-01-01' }), 'b.md': '---\ntitle: [b\n---\n' }),
  ).toEqual([
    '1 error and 0 warnings: `wireroom check` lists them with file and line.',
    'Wireroom serves 1 article from x/',
    '  Page       http://localhost:1/',
    '  RSS        http://localhost:1/feed.xml',
    '  Atom       http://localhost:1/atom.xml',
    '  JSON Feed  http://localhost:1/feed.json',
  ])
})

it.each([
  ['nothing', {}, 'There is no article yet. `wireroom new "A title"` writes one'],
  [
    'a draft',
    { 'a.md': article({ title: 'A', date: '2026-01-01', draft: 'true' }) },
    'No article is public.',
  ],
  [
    'what is scheduled',
    { 'a.md': article({ title: 'A', date: '2027-01-01' }) },
    'Every article is scheduled for later.',
  ],
  ['errors', { 'a.md': '---\ntitle: [b\n---\n' }, 'Every article has errors, which are above.'],
])('says what to do where there is %s', (_, files, advice) => {
  expect(start(files).join('\n')).toContain(`Wireroom serves 0 articles from x/\n${advice}`)
})

it('names an address for the network where the server listens on all interfaces, and there alone', () => {
  expect(start({}).join('\n')).not.toContain('Network')
  // A machine without a network has none.
  const [network] = start({}, '0.0.0.0').filter((line) => line.includes('Network'))
  if (network !== undefined)
    expect(network).toMatch(/^ {2}Network {4}http:\/\/\d+(?:\.\d+){3}:1\/ for a phone/)
})
