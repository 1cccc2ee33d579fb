import { findText } from '../front-matter/fields.ts'
import type { Fields, FrontMatter } from '../front-matter/parse.ts'
import { isPartOfTheme } from '../generators/front-matter.ts'
import type { Generator } from '../generators/generator.ts'
import type { FileName } from '../generators/permalink-input.ts'
import { rowOf } from '../generators/table.ts'
import type { Report } from '../problem.ts'
import { dateInPath } from './file-name.ts'

/** A Markdown file that is not an article, and why, in words that files of a kind share. */
export interface Aside {
  path: string
  why: string
}

/** An article that is left out; the files that belong to it are not public either. */
export interface Unpublished {
  path: string
  /** What the file mentions that may be the names of other files; absent where there is nothing. */
  mentions?: readonly string[]
}

const NO_FRONT_MATTER = 'no front matter'
/** Why a file without a date is not an article. */
export const NO_DATE = 'no date'
const ABOUT_REPOSITORY = 'README and the like'

/** The reasons for which a file is not an article that more words in it would take away. */
export const NOT_ENOUGH: ReadonlySet<string> = new Set([NO_FRONT_MATTER, NO_DATE, ABOUT_REPOSITORY])

const REDIRECTS = ['redirect', 'redirectTo', 'redirect_to', 'redirect_url']
/** Files about the repository, which nobody means as articles. */
const ABOUT =
  /^(?:readme|changelog|contributing|code[-_]of[-_]conduct|licen[sc]e|security|authors)(?:\.[\w-]+){1,2}$/i

/** The names that programs give to a second version of a file: Syncthing; Dropbox, Nextcloud and ownCloud; Seafile; and Git while it merges. */
const COPIES = [
  /\.sync-conflict-\d{8}-\d{6}/,
  /\([^()]{0,100}conflicted copy[^()]{0,100}\)/i,
  /\(SFConflict [^()]{1,100}\)/,
  /_(?:BACKUP|BASE|LOCAL|REMOTE)_\d{1,10}\.\w{1,10}$/,
]

/** The reason why a file is not an article, whatever its date; undefined for one that may be. Warns of those that may be meant as one. */
export function whyNotArticle(
  { present, fields: own, body }: FrontMatter,
  fields: Fields,
  file: FileName,
  path: string,
  generator: Generator | undefined,
  report: Report,
): string | undefined {
  if (generator && isPartOfTheme(generator, path)) return 'template'
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (COPIES.some((copy) => copy.test(name))) {
    report(
      'warning',
      'conflicting-copy',
      '',
      'A program that keeps folders alike made this copy of an article, so it is not published',
      'Take what you need from it into the article, and delete it; or rename it if it is an article of its own',
    )
    return 'conflicting copy'
  }
  if (/^readme(?:\.[\w-]+){1,2}$/i.test(name) || (!present && ABOUT.test(name))) return ABOUT_REPOSITORY
  const isStub = !findText(own, ['title']) || body.trim() === ''
  if (isStub && findText(fields, REDIRECTS)) return 'redirect'
  if (present || file.date !== undefined) return undefined
  // `2024/03-04-x.md`
  const isDatedByPath = generator && rowOf(generator.name).hasDatesInPaths === true
  if (isDatedByPath && dateInPath(fields, path, 'UTC') !== undefined) return undefined
  report(
    'warning',
    'no-date',
    '',
    'The file has no front matter and no date, so it is not published',
    'If it is an article, begin it with `---`, `date: YYYY-MM-DD`, `---`',
  )
  return NO_FRONT_MATTER
}

/** Hides an article that leads its readers away: with a title, a date and a text it is more than a stub, and may be meant as an article or not. */
export function readRedirect(fields: Fields, report: Report): string | undefined {
  const key = findText(fields, REDIRECTS)?.key
  if (key === undefined) return undefined
  report(
    'warning',
    'redirect',
    key,
    `\`${key}\` leads readers to another page, so the article is not public`,
    `Remove \`${key}\` if it is to be published, or write \`external_url\` if it is about that page`,
  )
  return key
}
