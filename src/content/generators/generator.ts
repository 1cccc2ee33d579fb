import type { Person } from '../front-matter/people.ts'
import type { FormerFeed } from './feeds/former-feed.ts'
import type { SiteFolders } from './files/site-folders.ts'
import type { MarkdownFeature } from './renderers/markdown-feature.ts'
import type { KnownTable } from './values/known-values.ts'

/** The names of all generators, which the `generator` setting accepts. */
export const GENERATORS = [
  'hugo',
  'jekyll',
  'eleventy',
  'zola',
  'astro',
  'docusaurus',
  'hexo',
  'pelican',
  'next',
  'gatsby',
  'svelte',
  'vitepress',
  'mkdocs',
  'obsidian',
] as const

/** A supported static site generator. */
export type GeneratorName = (typeof GENERATORS)[number]

/** The generator's site that contains the articles, as plain data that can be stored and sent to another thread. */
export interface Generator {
  name: GeneratorName
  /** The file or folder by which it was recognised; absent if only a setting names the generator. */
  mark?: string
  /** The articles folder relative to the site's, such as `content/posts`; empty if they are the same. */
  folder: string
  /** Folders of the site to which paths of pages are relative, such as Hugo's `content`. */
  content: string[]
  /** Permalink patterns by section; the site's own is under the empty key. */
  permalinks: Record<string, string>
  /** Settings of its configuration that change permalinks or bodies. */
  options: Record<string, string>
  /** What its Markdown has and ours has not by itself. Absent where it is the same. */
  markdown?: readonly MarkdownFeature[]
  /** What templates in a text may name, by its first part: `site`. Absent where there is nothing. */
  values?: KnownTable
  /** Authors by the key that articles use, in lower case without `-` and `_`. */
  authors: Record<string, Person>
  /** Labels of tags by the key that articles use, in lower case without `-` and `_`. */
  tags: Record<string, string>
  /** Default front matter of the articles below a folder. */
  defaults: Defaults[]
  /** The files that the site leaves out; the last rule that matches counts. Absent where there are none. */
  exclusions?: Exclusion[]
  /** Where files outside of the articles folder are; absent where the folder of the site is not known. */
  files?: SiteFolders
  /** Where the site had its feeds. */
  feeds?: readonly FormerFeed[]
  /** Settings of the site that its code computes, such as `url`. */
  computed?: string[]
  /** Rules of what is left out that only code could tell. */
  unread?: UnreadRule[]
}

/** A rule by which a site leaves files out. */
export interface Exclusion {
  /** Where it stands, for people: `exclude in _config.yml`. */
  rule: string
  /** A glob of the file's path from the site's folder, or a regular expression. */
  pattern: string
  isExpression?: true
  /** Whether the files are published after all. */
  isException?: true
}

/** A rule that cannot be read, because it is not plain text. */
export interface UnreadRule {
  rule: string
  /** The file that has it, and the folder whose files it may concern, both relative to the site's folder. */
  file: string
  folder: string
}

/** Default front matter of one folder. */
export interface Defaults {
  /** Relative to the articles folder; empty for that folder itself. */
  folder: string
  fields: [key: string, value: string | string[]][]
  /** A glob of the articles that get them, as paths from the site's folder or as addresses of pages; all without it. */
  pattern?: string
  /** Whether they win over the article's own values. */
  isFinal?: true
}

/** Looks up a key that an author typed, so that `constructor` is not found on the prototype. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Site settings from a generator's configuration; `_index.md` overrides them. */
export interface SiteDefaults {
  title?: string
  description?: string
  url?: string
  language?: string
  languages?: string[]
  timezone?: string
  authors?: Person[]
}
