import type { Fields, Value } from '../front-matter/parse.ts'
import type { Configuration } from './configuration.ts'
import type { Generator, GeneratorName } from './generator.ts'
import type { PermalinkInput } from './permalink-input.ts'

/** All that is particular to one generator; where a field is absent, articles are read and published as without a generator. */
export interface GeneratorRow {
  name: GeneratorName
  /** The name as people write it. */
  label: string

  /** Entries of the site's folder; all of one list must be there. */
  marks: RegExp[][]
  /** What the text of the first mark holds, where the names alone do not tell. */
  says?: RegExp
  /** A package among the dependencies in `package.json`. */
  dependency?: string

  /** Files that configure it, relative to the site's folder. */
  configFiles: string[]
  /** Configuration files with the content of one key, which the first group names. */
  configTables?: RegExp
  /** Files with people and other data; `*` stands for every file of a folder, `~/` for the articles folder. */
  dataFiles?: string[]
  /** Files with front matter for all articles of their folder. */
  directoryData?: {
    /** How their names end; they begin with the name of the folder. */
    endings: string[]
    read(path: string, text: string): Fields
  }
  /** Folders in which paths of pages start, unless its options name another as `content`; absent for the site's folder. */
  content?: string[]
  /** Reads the switches that permalinks and bodies depend on. */
  readOptions?(configuration: Configuration): Record<string, string | undefined>
  /** Reads the patterns of permalinks by section; that of the whole site is under the empty key. */
  readPermalinks?(configuration: Configuration): Record<string, string>
  /** Reads the front matter that is configured for folders, which are relative to the site's. */
  readDefaults?(configuration: Configuration): [folder: string, fields: Fields][]
  /** Whether `baseurl` is the path that the site is at, not its whole address. */
  hasPathAsBaseUrl?: true

  /** Paths of Markdown files that are parts of other pages. */
  partials?: RegExp
  /** Whether a file of the content is a page beside the posts. */
  isPage?(generator: Generator, path: string): boolean
  /** Whether `_index.md` is a file of the generator too, whose own keys need no warning. */
  hasIndexFiles?: true
  /** Reads a value of `tags`, `categories` and their like. */
  readTags?(key: string, value: Value | undefined, generator: Generator): Value | undefined

  /** The front matter keys in which it looks for the whole address of a page, the first one first. */
  addressKeys?: string[]
  /** The path that a typed address means; undefined for one that cannot be filled in. */
  fillTyped?(generator: Generator, typed: string, input: PermalinkInput): string | undefined
  /** The path of an article's page from the site's root, without the folder of its language. */
  pathOf?(generator: Generator, input: PermalinkInput): string
  /** Whether the folder of a language takes part in the paths of pages as the language of a file's name does. */
  hasLanguageFolders?: true
  /** The id that the generator's own feed gives to an article. */
  feedId?(generator: Generator, permalink: string, input: PermalinkInput): string

  /** What a reference may start with in place of the root of the site or of its content. */
  root?: RegExp
  /** References that start with a slash and mean a path below the one that the site is at. */
  based?: RegExp
  /** Paths of articles whose page has files of its own: the first group is their folder. */
  bundle?: RegExp

  /** Whether every file is MDX, whatever its extension. */
  readsAllAsMdx?: true
  /** Whether it fills in every `{{ … }}` of a body. */
  fillsTemplates?: true
  /** Changes what Markdown became to what the generator's own renderer makes of it. */
  adaptHtml?(html: string): string
}
