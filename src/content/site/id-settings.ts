import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Problem } from '../problem.ts'
import { editDistance } from '../text/edit-distance.ts'

/** An error in an `_index.md`, with the setting whose value is unknown because of it; empty for all of them. */
export interface SettingsFault {
  problem: Problem
  setting: string
}

const ID_SETTINGS = ['idPrefix', 'ids', 'url', 'generator']
const SPELLINGS = new Map([
  ...ID_SETTINGS.map((name): [string, string] => [normalizeKey(name), name]),
  ['baseurl', 'url'],
])

/** The start of a line that sets one of them, in a file whose front matter is not recognised. */
const SETTING_LINE = /^["'{ ]{0,4}(?:id[-_]?prefix|ids|url|base[-_]?url|generator)["']? {0,9}[:=]/i

/** The setting that decides ids and that this key, as `normalizeKey` writes it, sets. */
export function findIdSetting(key: string): string | undefined {
  return SPELLINGS.get(key)
}

/** The setting that decides ids and that an unknown key seems to mean: `idprefx` is nearly `idPrefix`. */
export function guessIdSetting(key: string): string | undefined {
  return [...SPELLINGS].find(
    ([spelling]) => editDistance(key, spelling) <= (spelling.length > 4 ? 2 : 1),
  )?.[1]
}

/** Whether a text without front matter has lines that set what decides ids. */
export function setsIdsInText(text: string): boolean {
  return text.split('\n').some((line) => SETTING_LINE.test(line.trimStart()))
}

/** The faults that leave it open which ids articles have: those in what decides ids, in the file that cannot be read, and in permalinks that are ids. */
export function findDoubts(faults: readonly SettingsFault[], { ids }: { ids: string }): Problem[] {
  return faults
    .filter(({ problem, setting }) => {
      if (setting === 'permalinks') return ids !== 'tag'
      const isOfSite = problem.path === '_index.md'
      return setting === '' ? isOfSite || ids !== 'tag' : isOfSite && ID_SETTINGS.includes(setting)
    })
    .map(({ problem }) => problem)
}

/** The settings that `_index.md` itself says of ids. */
export interface TypedSettings {
  url?: string
  ids?: 'tag' | 'permalink'
  idPrefix?: string
}

/** What is written of these settings; nothing where none of them is. */
export function toTyped(settings: { [K in keyof TypedSettings]: TypedSettings[K] | undefined }): {
  typed?: TypedSettings
} {
  const written = Object.entries(settings).filter(([, value]) => value !== undefined)
  return written.length > 0 ? { typed: Object.fromEntries(written) } : {}
}
