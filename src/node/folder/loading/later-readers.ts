import type { Article, ParsedArticle } from '../../../content/article/article.ts'

type Readers = Pick<Article, 'readBody' | 'readFields'>

interface LaterReadersOptions {
  /** The text of a file; empty if there is none. */
  read(path: string): string
  /** The digest by which a text is known again. */
  hashFile(path: string, source: string): string
  parse(path: string, source: string, contentHash: string): ParsedArticle
}

/** Readers of articles whose texts are not in memory: each reads the file again, and throws if it has changed. */
export function createLaterReaders({ read, hashFile, parse }: LaterReadersOptions) {
  return { readersOf, withoutText }

  /** `hash` is that of the article. */
  function readersOf(path: string, hash: string): Readers {
    const readAgain = (): Article => {
      const source = read(path)
      const { article } = parse(path, source, hashFile(path, source))
      if (article?.hash !== hash) throw changedError(path)
      return article
    }
    return { readBody: () => readAgain().readBody(), readFields: () => readAgain().readFields!() }
  }

  /** Lets the text of the article of the file at `path` go. Most bodies are the end of their files as they are, which are not parsed again for them. */
  function withoutText(article: Article, path: string, source: string, contentHash: string): Article {
    const { hash, bodyLength } = article
    const isEnd = source.endsWith(article.readBody())
    Object.assign(
      article,
      readersOf(path, hash),
      isEnd && { readBody: () => readEnd(path, contentHash, bodyLength) },
    )
    return article
  }

  function readEnd(path: string, contentHash: string, length: number): string {
    const source = read(path)
    if (hashFile(path, source) !== contentHash) throw changedError(path)
    return source.slice(source.length - length)
  }
}

function changedError(path: string): Error {
  return new Error(`${path} changed while it was read`)
}
