import type { FoundSite } from '../../../content/generators/files/found-site.ts'
import type { Problem } from '../../../content/problem.ts'

/** The texts of the files that keep articles back, by path. */
export type KeptTexts = ReadonlyMap<string, string>

/** A site in which files that somebody emptied have the texts that they had last, and an error about each of them: an editor may be about to write it. */
export function restoreEmptied(
  site: FoundSite | undefined,
  last: KeptTexts = new Map(),
): { site: FoundSite | undefined; texts: KeptTexts; problems: Problem[] } {
  if (!site) return { site, texts: new Map(), problems: [] }
  const problems: Problem[] = []
  const keeping = new Set(site.keeping)
  const up = '../'.repeat(site.folder.split('/').filter(Boolean).length)
  const files = site.files.map((file) => {
    const before = last.get(file.path)
    if (!keeping.has(file.path) || file.text.trim() !== '' || !before?.trim()) return file
    problems.push({
      severity: 'error',
      code: 'front-matter',
      path: up + file.path,
      message: 'The file is empty, so what it set last stays in use',
      hint: 'Write it again, or delete the file',
    })
    return { ...file, text: before }
  })
  const texts = files.filter(({ path }) => keeping.has(path)).map(({ path, text }) => [path, text] as const)
  return { site: problems.length > 0 ? { ...site, files } : site, texts: new Map(texts), problems }
}
