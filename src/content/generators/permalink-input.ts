import type { Fields } from '../front-matter/parse.ts'
import type { Instant } from '../text/dates.ts'

/** What the path of an article's file tells about it. */
export interface FileName {
  /** The folders above the article, or above its bundle: `news/world`, or empty. */
  section: string
  /** The path without extension, `/index` and language suffix; `tag:` ids are made from it. */
  stem: string
  /** The stem without the language folder, which is equal for all translations. */
  translationKey: string
  /** The last part of the path without date and language suffix. */
  name: string
  /** The date at the start of the name of the file, its bundle or its folder. */
  date?: string
  /** The language suffix of the file's name, if the site lists that language. */
  language?: string
  /** The language that names a folder above, if the site lists it. */
  folderLanguage?: string
}

/** Everything that a generator makes a permalink from. */
export interface PermalinkInput {
  fields: Fields
  file: FileName
  title?: string
  published: Instant
  /** IANA name. */
  timezone: string
  /** The folders of the articles that have an `_index.md`. */
  sections?: { has(folder: string): boolean }
  /** The language tag with which the path of a translation starts; absent for the site's own language. */
  languageFolder?: string
}
