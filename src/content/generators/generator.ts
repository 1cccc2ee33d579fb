import type { Person } from '../front-matter/people.ts'

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
] as const

/** The generators whose sites are understood as they are. */
export type GeneratorName = (typeof GENERATORS)[number]

/** The site of a generator that the articles are part of. Plain data, so that it can be kept and handed to another thread. */
export interface Generator {
  name: GeneratorName
  /** The file or folder by which it was recognised; absent where a setting says so. */
  mark?: string
  /** The articles folder, relative to the site's: `content/posts`; empty where it is the same. */
  folder: string
  /** Folders of the site in which paths of pages start, such as Hugo's `content`. */
  content: string[]
  /** Patterns of permalinks by section; that of the whole site is under the empty key. */
  permalinks: Record<string, string>
  /** Switches of its configuration that change permalinks. */
  options: Record<string, string>
  /** People by the key that articles name them by, in lower case without `-` and `_`. */
  authors: Record<string, Person>
  /** What tags are called, by the key that articles name them by, in lower case without `-` and `_`. */
  tags: Record<string, string>
  /** Front matter that the articles below a folder have unless they say otherwise. */
  defaults: Defaults[]
}

export interface Defaults {
  /** Relative to the articles folder; empty for all of it. */
  folder: string
  fields: [key: string, value: string | string[]][]
}

/** The value of a key that stands in a file or its path, where `constructor` is a name like any other. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** What the configuration of a generator says of the site; an `_index.md` may say otherwise. */
export interface SiteDefaults {
  title?: string
  description?: string
  url?: string
  language?: string
  languages?: string[]
  timezone?: string
  authors?: Person[]
}
