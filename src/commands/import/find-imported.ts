import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { MARKDOWN_ENDING } from '../../content/article/file-name.ts'
import { DIGEST_KEY } from '../../import/importer.ts'
import { isIgnored, READ_FLAGS } from '../../node/folder/inside.ts'

/** Front matter is shorter than this, but for that of large dispatches, whose digest stands before what is long. */
const HEAD_BYTES = 16_384
const DIGEST = new RegExp(`^${DIGEST_KEY}: "?([0-9a-f]{8,64})"?\\s*$`, 'm')

/** The digests of the texts that were imported before, each with the path of the article that was made of it. */
export function findImported(articles: string): Map<string, string> {
  const found = new Map<string, string>()
  const head = Buffer.alloc(HEAD_BYTES)
  const look = (folder: string) => {
    for (const entry of readdirSync(join(articles, folder), { withFileTypes: true })) {
      const path = folder + entry.name
      if (isIgnored(entry.name)) continue
      if (entry.isDirectory()) look(`${path}/`)
      else if (entry.isFile() && MARKDOWN_ENDING.test(entry.name)) {
        const digest = readDigest(join(articles, path), head)
        if (digest !== undefined) found.set(digest, path)
      }
    }
  }
  look('')
  return found
}

/** The digest in an article; undefined for one without, and for one that cannot be read. */
export function readDigest(path: string, head = Buffer.alloc(HEAD_BYTES)): string | undefined {
  try {
    const descriptor = openSync(path, READ_FLAGS)
    try {
      const text = head.toString('utf8', 0, readSync(descriptor, head, 0, HEAD_BYTES, 0))
      return DIGEST.exec(text)?.[1]
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return undefined
  }
}
