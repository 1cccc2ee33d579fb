import type { Fields, Value } from '../front-matter/parse.ts'
import type { CodeValue, Script } from './code/code-value.ts'
import type { Configuration } from './configuration.ts'
import type { FormerFeed } from './feeds/former-feed.ts'
import type { Alias, Mount } from './files/site-folders.ts'
import type { Exclusion, Generator, GeneratorName } from './generator.ts'
import type { PermalinkInput } from './permalink-input.ts'
import type { Switches } from './renderers/markdown-feature.ts'
import type { KnownTable } from './values/known-values.ts'
import type { TemplateLanguage } from './values/template-language.ts'

/** Values that a section or a site hands down to its articles; `pattern` is a glob of the pages that get them. */
export interface HandedDown {
  fields: Fields
  pattern?: string
  isFinal?: true
}

/** What a text can ask about the files around it; paths are from the top of the articles. */
export interface FilesAround {
  /** The path of the article. */
  path: string
  /** Whether a reference names an article that is or will be public. */
  isArticle(reference: string): boolean
  hasFile(path: string): boolean
}

/** The rules of what a site leaves out; `unread` names those that cannot be read as plain text. */
export interface Exclusions {
  exclusions: Exclusion[]
  unread?: string[]
}

/** Everything specific to one generator; without an optional field, articles are treated as if there were no generator. */
export interface GeneratorRow {
  name: GeneratorName
  /** The name shown to users. */
  label: string

  /** Entries of the site's folder that identify it: all entries of one of the lists must exist. */
  marks: RegExp[][]
  /** What the file of the first mark must contain, if names alone are ambiguous. */
  markText?: RegExp
  /** The package that identifies it among the dependencies in `package.json`. */
  dependency?: string

  /** Configuration files, relative to the site's folder. */
  configFiles: string[]
  /** The configuration, by its path from that file's folder, to which a configuration file adds its own values. */
  inherits?(text: string): string | undefined
  /** Makes a configuration readable that has more than its language. */
  cleanConfig?(text: string): string
  /** Configuration files that hold the value of one key, which the first group captures. */
  configTables?: RegExp
  /** Files with authors and other data; `*` stands for every file of a folder, `**` for those of its folders too, `~/` for the articles folder. */
  dataFiles?: string[]
  /** Whether data files such as `site.json` describe the site. */
  hasSiteInData?: true
  /** Files with default front matter for all articles of their folder. */
  directoryData?: {
    /** Endings of their names, which begin with the name of the folder. */
    endings: string[]
    read(path: string, text: string, script?: Script): Fields
    /** The keys that decide what is public and whose value only running the code could tell. */
    unreadKeys(path: string, text: string, script?: Script): string[]
  }
  /** Files in the syntax of `.gitignore` that leave articles out. */
  ignoreFiles?: string[]
  /** Folders to which paths of pages are relative, unless the option `content` names one; absent for the site's folder. */
  content?: string[]
  /** The keys that may hold the title of the site, in order of precedence; `title` alone unless given. */
  titleKeys?: string[]
  /** The objects in a file of code that describe the site, besides what it exports. */
  siteObjects?(script: Script): (CodeValue | undefined)[]
  /** Folders of the site with a file for each page. */
  routeFolders?: string[]
  /** Matches paths of templates that may make a feed. */
  feedTemplates?: RegExp
  /** Reads the folders to which paths of pages are relative, the most special first; undefined for those of `content`. */
  readContent?(configuration: Configuration): string[] | undefined
  /** Reads the language of the articles folder, where the configuration gives a folder to each language. */
  readLanguage?(configuration: Configuration): string | undefined
  /** Reads where the site has its feeds, by default and as configured; `place` is the articles folder below the content. */
  readFeeds?(configuration: Configuration, place: string): FormerFeed[]
  /** The names that a tag, a category or an author may have in the addresses of its feeds, the usual one first. */
  feedSlugs?(name: string, generator: Generator): string[]
  /** Reads the settings that permalinks and bodies depend on. */
  readOptions?(configuration: Configuration): Record<string, string | undefined>
  /** Reads permalink patterns by section; the site's own is under the empty key. */
  readPermalinks?(configuration: Configuration): Record<string, string>
  /** Reads the default front matter of folders, which are relative to the site's. */
  readDefaults?(configuration: Configuration): [folder: string, fields: Fields, pattern?: string][]
  /** Reads what the `_index.md` of a folder hands down; without it, only whether the section is a draft. */
  readIndex?(fields: Fields): HandedDown[]
  /** Reads the rules by which its configuration leaves files out. */
  readExclusions?(configuration: Configuration): Exclusions
  /** The rule by which it leaves out a file because of its name. */
  excludes?(generator: Generator, path: string): string | undefined
  /** Whether the other Markdown files in the folder of an `index.md` belong to that article instead of being articles. */
  hasPageResources?: true
  /** Whether each feed has one language, the main feed that of the site. */
  hasFeedsByLanguage?: true
  /** Whether `baseurl` is only the path of the site's address. */
  hasPathAsBaseUrl?: true

  /** Matches the names of folders that hold the posts of the folder above them, so that they are not sections. */
  postFolders?: RegExp
  /** Matches paths of Markdown files that are parts of other pages. */
  partials?: RegExp
  /** Whether a file is a page besides the posts. */
  isPage?(generator: Generator, path: string): boolean
  /** Whether the generator reads `_index.md` too, so that its keys there are expected. */
  hasIndexFiles?: true
  /** Reads a value of `tags`, `categories` or a similar key. */
  readTags?(key: string, value: Value | undefined, generator: Generator): Value | undefined

  /** Whether it only edits the articles: addresses and ids are then as without a generator. */
  isEditor?: true
  /** The front matter keys that may hold the complete address of a page, in order of precedence. */
  addressKeys?: string[]
  /** Fills in a typed address; undefined if that would need a template engine. */
  fillTyped?(generator: Generator, typed: string, input: PermalinkInput): string | undefined
  /** The path of an article's page relative to the site's root, without the language folder. */
  pathOf?(generator: Generator, input: PermalinkInput): string
  /** Whether only the site's own code could tell the address of the page of a file. */
  isPathByCode?(generator: Generator, path: string): boolean
  /** Whether a date in the path of a file makes it an article, without front matter. */
  hasDatesInPaths?: true
  /** Whether an address that was made may not be the one that the site has. */
  isGuessedAddress?(generator: Generator, permalink: string): boolean
  /** Whether its own feed shows `publishDate` as the date of publication, and not `date`. */
  showsPublishDate?: true
  /** Whether a language folder becomes part of paths, as the language suffix of a file's name does. */
  hasLanguageFolders?: true
  /** The id of an article in the generator's own feed. */
  feedId?(generator: Generator, permalink: string, input: PermalinkInput): string

  /** Matches a prefix of references that stands for the root of the site or of its content. */
  root?: RegExp
  /** What its feed makes of titles and summaries that have HTML; absent where they are text. */
  titleMarkup?: 'html' | 'smart-html'
  /** The title of an article that has none, from the name of its file. */
  titleOfName?(name: string): string
  /** Adapts the front matter of a file to how the generator reads it. */
  adaptFields?(fields: Fields, source: string): Fields
  /** The path, from the root of the site, of a page that a reference names in words of the generator: `{tag}x`. */
  pageOf?(generator: Generator, reference: string): string | undefined
  /** Matches references that start with a slash but are relative to the site's address. */
  siteRelative?: RegExp
  /** Reads the folders whose files are published as they are. */
  readMounts?(configuration: Configuration): Mount[]
  /** Aliases that it has by itself. */
  aliases?: readonly Alias[]
  /** Whether a bundler finds files, so that its aliases count. */
  hasBundler?: true
  /** Whether a relative reference to a picture in Markdown is a path of a file in any case, and never an address. */
  bundlesPictures?: true
  /** Whether a path without a slash before it may begin at the top of the site, too. */
  looksAtTop?: true
  /** Matches paths of articles with a folder of files for their page, which the first group captures. */
  bundle?: RegExp

  /** Reads what its Markdown has beyond ours, by default and as configured. */
  readFeatures?(configuration: Configuration): Switches
  /** Whether all files are MDX, regardless of their extension. */
  readsAllAsMdx?: true
  /** Whether it fills in all `{{ … }}` of a body. */
  fillsTemplates?: true
  /** The template language that runs over a text before Markdown is read; undefined where none does. */
  templateOf?(generator: Generator, page: KnownTable): TemplateLanguage | undefined
  /** Reads the values of the site that its templates may name, by their first part. */
  readValues?(configuration: Configuration): KnownTable
  /** The values of an article that its templates may name, from its front matter; by default `page`. */
  valuesOfPage?(page: KnownTable): KnownTable
  /** Takes out of a text what readers must never see, such as comments; lines stay where they are. */
  hideText?(source: string): string
  /** Turns what only the generator writes in Markdown into Markdown, before anything else. */
  adaptMarkdown?(source: string, generator: Generator, files: FilesAround): string
  /** Adapts rendered Markdown to what the generator's own renderer produces. */
  adaptHtml?(html: string): string
}
