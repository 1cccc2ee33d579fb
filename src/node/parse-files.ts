import { join } from 'node:path'
import { parseArticle } from '../content/article.ts'
import { createArticleHash } from './article-hash.ts'
import type { CachedFile } from './cache.ts'
import { digest } from './digest.ts'
import { createFiles } from './files.ts'
import type { ParseTask } from './parser.ts'
import { readText } from './read-text.ts'

/** Reads and parses files; what is gone meanwhile is left out. */
export function parseFiles({ root, files, site, media }: ParseTask): CachedFile[] {
  const mediaFiles = new Map(media)
  const findFile = createFiles(root, (path) => mediaFiles.get(path))
  const hashArticle = createArticleHash(mediaFiles.keys())
  return files.flatMap(([path, stamp]) => {
    const source = readText(join(root, path))
    if (source === undefined) return []
    const contentHash = digest(source)
    const { article, problems } = parseArticle({ path, source, hash: contentHash }, site, findFile)
    if (article) article.hash = hashArticle(article, site.url, contentHash)
    return [{ path, stamp, contentHash, article, problems }]
  })
}
