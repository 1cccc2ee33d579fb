import { findText } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { FileName } from '../generators/permalink-input.ts'
import { rowOf } from '../generators/table.ts'
import type { Site } from '../site/settings.ts'
import { type Instant, parseTypedDate } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'

/** The endings of Markdown files. */
export const MARKDOWN_ENDING = /\.(?:md|mdx|markdown|mdown|mkdown|mkdn|mkd|mdwn|mdtxt|mdtext|text)$/i

const DATED = /^(\d{4}-\d{2}-\d{2})(?:[-_](.*))?$/s

/** Reads section, name, date and language from a path such as `news/2024-01-02-hello.fr.md` or `news/hello/index.md`. */
export function readFileName(path: string, site: Site): FileName {
  const parts = path.replace(MARKDOWN_ENDING, '').split('/')
  let last = parts.pop()!
  const suffix = /^(.+)\.([A-Za-z]{2,3}(?:[-_][A-Za-z\d]+)*)$/.exec(last)
  const language = suffix ? (listedLanguage(suffix[2]!, site) ?? mainLanguage(suffix[2]!, site)) : undefined
  if (language) last = suffix![1]!
  if (last.toLowerCase() === 'index' && parts.length > 0) last = parts.pop()!
  const dated = DATED.exec(last)
  const languageAt = parts.findIndex((part) => listedLanguage(part, site) !== undefined)
  const stem = [...parts, last].join('/')
  return {
    section: sectionOfFolders(parts, site),
    stem,
    translationKey:
      languageAt < 0 ? stem : [...parts.filter((_, index) => index !== languageAt), last].join('/'),
    name: dated?.[2] || last,
    date: dated?.[1] ?? DATED.exec(parts.at(-1) ?? '')?.[1],
    language,
    folderLanguage: languageAt < 0 ? undefined : listedLanguage(parts[languageAt]!, site),
  }
}

/** The folders of an article without those that only hold posts, unless such a folder has settings of its own. */
function sectionOfFolders(folders: readonly string[], { generator, sections }: Site): string {
  const whole = folders.join('/')
  const holders = generator && rowOf(generator.name).postFolders
  if (!holders || sections.has(whole)) return whole
  return folders.filter((folder) => !holders.test(folder)).join('/')
}

function listedLanguage(text: string, site: Site): string | undefined {
  if (!/^[A-Za-z]{2,3}(?:$|[-_])/.test(text)) return undefined
  const tag = parseLanguage(text)
  return tag && (site.languages.includes(tag) || site.settings.language === tag) ? tag : undefined
}

/** The language of a generator that has one although its configuration lists none, as Hugo has `en` where `languageCode` is `en-us`. */
function mainLanguage(text: string, { generator }: Site): string | undefined {
  const isOne = generator && rowOf(generator.name).hasLanguageFolders && generator.options.language === text
  return isOne ? text : undefined
}

/** The date in a typed permalink or in a path, such as `/2025/06/26/title/` and `2025/06-26-title.md`, or undefined. */
export function dateInPath(fields: Fields, path: string, timezone: string): Instant | undefined {
  const text = `${findText(fields, ['permalink', 'url', 'path', 'slug'])?.value ?? ''} /${path}`
  const match = /\b(\d{4})[/-](\d{1,2})[/-](\d{1,2})\b/.exec(text)
  return match ? parseTypedDate(`${match[1]}-${match[2]}-${match[3]}`, timezone) : undefined
}
