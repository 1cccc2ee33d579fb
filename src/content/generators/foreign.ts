import type { Problem } from '../problem.ts'
import { isPage, isPartOfTheme } from './front-matter.ts'
import type { Generator } from './generator.ts'

/** Warns of files in other markup than Markdown that the generator would publish as articles. */
export function findForeignFiles(generator: Generator | undefined, paths: Iterable<string>): Problem[] {
  if (!generator) return []
  const articles = [...paths].filter((path) => !isPartOfTheme(generator, path) && !isPage(generator, path))
  return articles.map((path) => ({
    severity: 'warning',
    code: 'not-markdown',
    path,
    message: 'This file is not Markdown, so no feed shows it',
    hint: 'If it is an article, write it as Markdown, which may contain HTML',
  }))
}
