import { article } from '../../article.ts'

/** An article of nearly 1 MB whose text takes as long to render as any: seconds, even on a quick machine. */
export const HOSTILE = article({ title: 'Hostile', date: '2025-01-03' }, '* - a\n'.repeat(160_000))
