import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { requireTool } from '../../feed/debian.ts'
import { article, SITE_FILE, serveFiles } from './served-site.ts'

const FILES = {
  '_index.md': SITE_FILE.replace('The Site', '"The \\"Site\\" & more"\nlanguages: [en, ar]'),
  'news/_index.md': '---\ntitle: News\n---\n',
  'news/one.md': article({ title: 'One', date: '2025-06-01', tags: '[Peace]', authors: 'Ada' }),
  'news/one.ar.md': article({ title: 'واحد', date: '2025-06-01' }),
}

const SCRIPT = `
use Feed::Find;
local $/;
my $html = <STDIN>;
print join("\\n", Feed::Find->find_in_html(\\$html, $ARGV[0]));
`

/** The feeds that Feed::Find, a library of Perl, finds in a page: those of RSS and Atom, for it knows no JSON Feed. */
function findFeeds(html: string, base: string): string[] {
  const { status, stdout, stderr } = spawnSync('perl', ['-e', SCRIPT, base], {
    input: html,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout.split('\n')
}

const PAGES = {
  '': '',
  'news/': 'news/',
  'news/one/': 'news/',
  'tags/peace/': 'tags/peace/',
  'authors/ada/': 'authors/ada/',
  'ar/': 'ar/',
  'subscribe/': '',
  'news/subscribe/': 'news/',
}

describe('Feed::Find', () => {
  it('finds the feeds of each page, its own first', async (context) => {
    requireTool(context, 'perl', ['-MFeed::Find', '-e', '1'], 'libfeed-find-perl')
    const site = serveFiles(FILES)
    for (const [page, folder] of Object.entries(PAGES)) {
      const html = await site.text(page)
      if (html === undefined) throw new Error(`/${page} is missing`)
      const found = findFeeds(html, `https://example.org/${page}`)
      const own = ['feed.xml', 'atom.xml'].map((file) => `https://example.org/${folder}${file}`)
      expect(found.slice(0, 2), page).toEqual(own)
    }
  })
})
