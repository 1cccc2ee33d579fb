import { join } from 'node:path'
import { parseArticle } from '../content/article.ts'
import type { CachedFile } from './cache.ts'
import { digest } from './digest.ts'
import { createFiles } from './files.ts'
import type { ParseTask } from './parser.ts'
import { readText } from './read-text.ts'

/** Reads and parses files; what is gone meanwhile is left out. */
export function parseFiles({ root, files, site, media, mediaDigest }: ParseTask): CachedFile[] {
  const mediaFiles = new Map(media)
  const findFile = createFiles(root, (path) => mediaFiles.get(path))
  return files.flatMap(([path, stamp]) => {
    const source = readText(join(root, path))
    if (source === undefined) return []
    const contentHash = digest(source)
    const hash = articleHash(mediaDigest, contentHash)
    const { article, problems } = parseArticle({ path, source, hash }, site, findFile)
    return [{ path, stamp, contentHash, article, problems }]
  })
}

/** What an article is made of: its own text, and what lies beside it. */
export function articleHash(mediaDigest: string, contentHash: string): string {
  return digest(`${mediaDigest}\n${contentHash}`)
}
