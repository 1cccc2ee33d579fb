import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../content/problem.ts'
import type { Site } from '../content/site/settings.ts'

/** The authority of the ids of the sample that comes with Wireroom (RFC 4151 section 2.1). */
const SAMPLE_HOST = 'wireroom.example'
const SAMPLE_FOLDER = join(import.meta.dirname, '../../articles')

/** An error where a publication that is not the sample makes its ids with the sample's prefix, and so would share ids with others. */
export function findSamplePrefix({ typed }: Site, paths: ReadonlyMap<string, unknown>): Problem[] {
  if (!typed?.idPrefix?.toLowerCase().startsWith(`tag:${SAMPLE_HOST},`)) return []
  const isOwnHost = typed.url === undefined || new URL(typed.url).hostname === SAMPLE_HOST
  if (isOwnHost && sampleArticles().some((path) => paths.has(path))) return []
  return [
    {
      severity: 'error',
      code: 'ids-in-doubt',
      path: '_index.md',
      line: 1,
      message: `\`idPrefix: ${typed.idPrefix}\` is that of the sample articles of Wireroom, and this is another publication`,
      hint: 'Write a prefix of your own, such as `idPrefix: "tag:example.org,2026:"` with your host and this year',
    },
  ]
}

function sampleArticles(): string[] {
  try {
    const paths = readdirSync(SAMPLE_FOLDER, { recursive: true, encoding: 'utf8' })
    return paths.filter((path) => path.endsWith('.md') && !path.endsWith('_index.md'))
  } catch {
    return []
  }
}
