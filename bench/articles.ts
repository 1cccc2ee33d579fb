import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const WORDS =
  'the of and wire report editor council evening harbour library train winter garden bridge minutes paper answer quiet number open market'.split(
    ' ',
  )

/** Who and what an article is by and about: its place decides which. */
export interface Names {
  tags: number
  authors: number
}

/** A folder of `count` articles of about 4 KB in 5 sections: the same text on every run. */
export function makeArticles(count: number, names?: Names): string {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  writeFileSync(join(directory, '_index.md'), '---\ntitle: Bench\nidPrefix: "tag:bench.example,2026:"\n---\n')
  for (let section = 0; section < 5; section++) mkdirSync(join(directory, `section-${section}`))
  for (let index = 0; index < count; index++)
    writeFileSync(articlePath(directory, index), makeArticle(index, 0, names))
  return directory
}

export function articlePath(directory: string, index: number): string {
  return join(directory, `section-${index % 5}`, `article-${String(index).padStart(6, '0')}.md`)
}

/** One article; `edition` changes a word of it. Without names its two tags are words, and all articles are by one author. */
export function makeArticle(index: number, edition = 0, names?: Names): string {
  const published = new Date(Date.UTC(2000, 0, 1) + index * 3_600_000).toISOString()
  let seed = index + 1
  const word = () => {
    seed = (seed * 48271) % 2147483647
    return WORDS[seed % WORDS.length]
  }
  const sentence = () => `${Array.from({ length: 14 }, word).join(' ')}.`
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
  const tags = names ? [`tag ${index % names.tags}`, `tag ${(index * 7 + 3) % names.tags}`] : [word(), word()]
  return `---
title: Article ${index}, edition ${edition}
date: ${published}
tags: [${tags.join(', ')}]
author: ${names ? `Author ${index % names.authors}` : 'Wireroom'}
summary: ${sentence()}
---
${body.join('\n\n')}
`
}
