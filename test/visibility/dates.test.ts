import { expect, it } from 'vitest'
import { article } from '../article.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 10)
const later = (days: number) => new Date(NOW + days * 86_400_000).toISOString()

/** Articles that will change, come or go. */
const FILES = {
  '_index.md': '---\ntitle: The Site\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n',
  'news/a.md': article({ title: 'A', date: '2026-01-01', updated: later(1), tags: 'peace', author: 'Ada' }),
  'news/b.md': article({ title: 'B', date: '2026-01-02', embargo: later(2), tags: 'peace', author: 'Ada' }),
  'news/c.md': article({ title: 'C', date: '2026-01-03', expires: later(3), tags: 'peace' }),
  'd.md': article({ title: 'D', date: '2026-01-04', withdrawn: later(4), tags: 'war' }),
  'e.md': article({ title: 'E', date: '2026-01-05', correction: `{ text: Wrong, date: ${later(5)} }` }),
  'f.md': article({ title: 'F', date: later(6), tags: 'war' }),
}

it('no document says that it was modified at a time to come, the page for what is not there included', async () => {
  const { asks, catalogue } = openRuntimes(FILES, NOW)
  const paths = [...catalogue.paths(NOW), '404.html']
  for (const [runtime, ask] of Object.entries(asks))
    for (const path of paths) {
      const { status, headers } = await ask(path, NOW)
      if (status !== 200) continue
      const modified = Date.parse(headers['last-modified'] ?? '')
      // A document without the date would tell that it is to change, too.
      expect(modified, `${path} of ${runtime}`).toBeLessThanOrEqual(NOW)
    }
})
