import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Draft, makeDraft } from './draft.ts'
import { makeVariedHeader } from './varied-header.ts'

/** Who and what an article is by and about: its place decides which. */
export interface Names {
  tags: number
  authors: number
}

/** How front matter is written: six plain lines, or as people write it. */
export type Kind = 'plain' | 'varied'

export interface ArticleOptions {
  /** `plain` where it is absent. */
  kind?: Kind
  /** Of plain articles: without names their two tags are words, and all are by one author. */
  names?: Names
}

/** A folder of `count` articles of about 4 KB in 5 sections: the same text on every run. */
export function makeArticles(count: number, options?: ArticleOptions): string {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  writeFileSync(join(directory, '_index.md'), '---\ntitle: Bench\nidPrefix: "tag:bench.example,2026:"\n---\n')
  for (let section = 0; section < 5; section++) mkdirSync(join(directory, `section-${section}`))
  for (let index = 0; index < count; index++)
    writeFileSync(articlePath(directory, index), makeArticle(index, 0, options))
  if (options?.kind === 'varied') writePictures(join(directory, 'images'))
  return directory
}

/** The pictures that articles refer to; a reference to a file that is not there is a warning. */
function writePictures(folder: string): void {
  mkdirSync(folder)
  // The header of a lossless WebP (RFC 9649 section 3.4) of 16 by 16 pixels.
  const picture = Buffer.from('524946461a000000574542505650384c0d0000002f0fc003000000000000000000', 'hex')
  for (let index = 0; index < 60; index++) writeFileSync(join(folder, `garden-${index}.webp`), picture)
}

export function articlePath(directory: string, index: number): string {
  return join(directory, `section-${index % 5}`, `article-${String(index).padStart(6, '0')}.md`)
}

/** One article; `edition` changes a word of it. */
export function makeArticle(
  index: number,
  edition = 0,
  { kind = 'plain', names }: ArticleOptions = {},
): string {
  const draft = makeDraft(index, edition)
  const { word, sentence } = draft
  const paragraph = () => Array.from({ length: 5 }, sentence).join(' ')
  const body = [
    paragraph(),
    `## ${word()} ${word()}`,
    paragraph(),
    `- *${sentence()}*\n- [${word()}](/about/)\n- \`${word()}\``,
    paragraph(),
    `> ${sentence()}`,
    ...Array.from({ length: 6 }, paragraph),
  ]
  const header = kind === 'varied' ? makeVariedHeader(draft) : makePlainHeader(draft, names)
  return `---
${header}
---
${body.join('\n\n')}
`
}

function makePlainHeader({ index, edition, published, word, sentence }: Draft, names?: Names): string {
  const tags = names ? [`tag ${index % names.tags}`, `tag ${(index * 7 + 3) % names.tags}`] : [word(), word()]
  return `title: Article ${index}, edition ${edition}
date: ${new Date(published).toISOString()}
tags: [${tags.join(', ')}]
author: ${names ? `Author ${index % names.authors}` : 'Wireroom'}
summary: ${sentence()}`
}
