import { article } from '../article.ts'
import type { Fixture } from './fixtures.ts'

const FIRST = {
  '_index.md':
    '---\ntitle: The Site\nidPrefix: "tag:example.org,2026:"\npush:\n  - webhook: https://hooks.example/in\n    secret: HOOK_SECRET\n---\n',
  'old.md': article({ title: 'Old', date: '2025-01-01' }),
  // Comes a day after the clock of the tests.
  'coming.md': article({ title: 'Coming', date: '2026-01-02' }),
}

const SECOND = { ...FIRST, 'new.md': article({ title: 'New', date: '2025-12-31' }) }

/** What is deployed, one after the other. */
export const DEPLOYS: Record<'first' | 'second' | 'changed' | 'corrected' | 'third', Fixture> = {
  first: { files: FIRST, siteUrl: 'https://example.org/' },
  second: { files: SECOND, siteUrl: 'https://example.org/' },
  changed: {
    files: { ...SECOND, 'new.md': article({ title: 'Newer', date: '2025-12-31' }) },
    siteUrl: 'https://example.org/',
  },
  corrected: {
    files: {
      ...SECOND,
      'new.md': article({
        title: 'New',
        date: '2025-12-31',
        correction: '{ text: It is seven, date: 2026-01-01T12:00:00Z }',
      }),
    },
    siteUrl: 'https://example.org/',
  },
  third: {
    files: { ...SECOND, 'new.md': article({ title: 'New', date: '2025-12-31', withdrawn: '2026-01-01' }) },
    siteUrl: 'https://example.org/',
  },
}
