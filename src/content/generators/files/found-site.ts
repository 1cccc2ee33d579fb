import type { Template } from '../feeds/feed-templates.ts'
import type { GeneratorName } from '../generator.ts'

/** A generator's site with the texts of its files, which are not parsed yet. */
export interface FoundSite {
  name: GeneratorName
  mark?: string
  /** The articles folder relative to the site's, or empty if they are the same. */
  folder: string
  /** Configuration and data files; paths are relative to the site's folder. */
  files: { path: string; text: string }[]
  /** The paths of those that a configuration file adds its values to. */
  inherited?: readonly string[]
  /** The paths of those beside the configuration that keep articles back: exclusions, and what articles of a folder have in common. */
  keeping?: readonly string[]
  /** Files beside its configuration that may have aliases of folders; paths are relative to the site's folder. */
  aliasFiles?: { path: string; text: string }[]
  /** Paths of pages whose names have parameters; relative to the site's folder. */
  routes?: readonly string[]
  /** Templates that may make a feed; paths are relative to the site's folder. */
  templates?: readonly Template[]
  /** Configuration files that cannot be read, with the reason. */
  unreadable?: { path: string; reason: string }[]
}
