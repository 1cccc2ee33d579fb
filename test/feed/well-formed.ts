import { createRequire } from 'node:module'
import { expect } from 'vitest'

interface Sax {
  parser(
    strict: boolean,
    options: { xmlns: boolean },
  ): {
    onerror(error: Error): void
    write(text: string): { close(): void }
  }
}
const sax: Sax = createRequire(import.meta.url)('sax')

/** Throws where the document is no well-formed XML 1.0 with namespaces. */
export function checkXml(document: string): void {
  // XML 1.0 section 2.2: of the characters that are none, sax knows nothing.
  expect(document).not.toMatch(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u)
  const parser = sax.parser(true, { xmlns: true })
  parser.onerror = (error) => {
    throw error
  }
  parser.write(document).close()
}
