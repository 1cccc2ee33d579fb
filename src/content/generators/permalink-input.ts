import type { Fields } from '../front-matter/parse.ts'
import type { Instant } from '../text/dates.ts'

/** What the path of an article says by itself. */
export interface FileName {
  /** The folders above the article, or above its bundle: `news/world`, or empty. */
  section: string
  /** The path without extension, `/index` and the language that ends it: what a `tag:` id is made of. */
  stem: string
  /** The stem without the folder of a language: what translations share. */
  translationKey: string
  /** The last part of the path without date and language. */
  name: string
  /** The date that starts the name of the file, the bundle or the folder it is in. */
  date?: string
  /** The language that ends the file's name, where the site lists it. */
  language?: string
  /** The language that a folder above is called after, where the site lists it. */
  folderLanguage?: string
}

/** What a generator makes the permalink of an article from. */
export interface PermalinkInput {
  fields: Fields
  file: FileName
  title?: string
  published: Instant
  /** IANA name. */
  timezone: string
  /** The tag that the path of a translation starts with; absent for the site's own language. */
  languageFolder?: string
}
