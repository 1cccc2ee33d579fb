import { basename } from 'node:path'
import { isError } from '../../content/article/article.ts'
import type { Generator, GeneratorName } from '../../content/generators/generator.ts'
import { readGenerator } from '../../content/generators/read.ts'
import type { FindFile } from '../../content/media/references.ts'
import type { Problem } from '../../content/problem.ts'
import { findDoubts, type SettingsFault } from '../../content/site/id-settings.ts'
import { readSite, type Site, titleFromSlug } from '../../content/site/settings.ts'
import { isForeignKey, readSettingsFile, type SettingsFile } from '../../content/site/settings-file.ts'
import { digest } from '../digest.ts'
import { findConfiguration, findSite } from './generator.ts'
import { describeUnread, readText, type Unread } from './read-text.ts'
import { UNREAD } from './scan.ts'
import { type KeptTexts, restoreEmptied } from './site/emptied.ts'
import { findLostConfiguration, findLostUrl, type GoodSite } from './site/lost-configuration.ts'
import { parseScript } from './site/parse-script.ts'

/** The `_index.md` files of a folder, and the site that they describe. */
export interface FolderSettings {
  site: Site
  problems: Problem[]
  /** Those of the problems that leave it open which ids the articles have; settings that are in use keep their place until these are mended. */
  doubts: readonly Problem[]
  files: ReadonlyMap<string, ReadSettings>
  /** The paths that pictures were looked for at, and whether a file was there. */
  lookups: ReadonlyMap<string, boolean>
  /** The generator's site that was looked for; absent where none was. */
  around?: Around
}

/** A generator's site: by which name it is looked for, the digest of what was read of it, and what it last said without an error. */
interface Around {
  name?: GeneratorName
  digest: string
  good?: GoodSite
  /** What its files that keep articles back said last. */
  texts: KeptTexts
}

/** One `_index.md` as it was last read. */
interface ReadSettings {
  stamp: string
  /** The last text without an error. */
  good: SettingsFile
  problems: Problem[]
  faults: SettingsFault[]
}

/** What the settings depend on beside their files. */
export interface SettingsContext {
  defaultUrl: string
  siteUrl?: string
  /** Texts of settings files that stand in for those on the disk, to try an edit before it is written. */
  editedSettings?: ReadonlyMap<string, string>
  /** Whether to look at the generator's configuration again, too. */
  looksAround?: boolean
  /** Finds the files beside the settings. */
  findFile: FindFile
  /** Gets the generator before pictures are looked for. */
  useGenerator?(generator: Generator | undefined): void
  /** Finds further reasons why the ids that a site makes are in doubt. */
  judge?(site: Site): Problem[]
}

/**
 * Reads the settings files, which `found` has by path with their stamps. Returns `before` itself if nothing has changed, nor which pictures are there; a file that an edit breaks
 * keeps its last good text, and the site stays as it was while its ids are in doubt.
 */
export function readFolderSettings(
  root: string,
  found: ReadonlyMap<string, string>,
  { defaultUrl, siteUrl, editedSettings, looksAround, findFile, useGenerator, judge }: SettingsContext,
  before?: FolderSettings,
): FolderSettings {
  const title = titleFromSlug(basename(root))
  const files = new Map<string, ReadSettings>()
  const edited = [...(editedSettings?.keys() ?? [])].map((path): [string, string] => [path, 'edited'])
  for (const [path, stamp] of new Map([...found, ...edited])) {
    const file = readFile(path, stamp, before?.files.get(path))
    if (file) files.set(path, file)
  }
  const isConfiguredAsBefore =
    !(looksAround && before?.around) || digestOf(findSite(root, before.around.name)) === before.around.digest
  if (before && isConfiguredAsBefore && areSame(before.files, files) && [...before.lookups].every(isAsBefore))
    return before
  const lookups = new Map<string, boolean>()
  let around: Around | undefined
  let generatorProblems: Problem[] = []
  let isUnknown = false
  let lost: Problem[] = []
  let emptied: Problem[] = []
  useGenerator?.(undefined)
  const { site, missing } = readSite(
    [...files.values()].map(({ good }) => good),
    {
      title,
      url: defaultUrl,
      overrideUrl: siteUrl,
      findFile(path) {
        const file = findFile(path)
        lookups.set(path, file !== undefined)
        return file
      },
      findGenerator(name) {
        const generatorSite = findSite(root, name)
        const known = before?.around?.name === name ? before?.around : undefined
        const last = known?.good
        const restored = restoreEmptied(generatorSite, known?.texts)
        emptied = restored.problems
        const found = restored.site && readGenerator(restored.site, parseScript)
        const config = findConfiguration(generatorSite)
        generatorProblems = [...(found?.problems ?? []), ...findLostConfiguration(last, config)]
        const isBroken = generatorProblems.length > 0
        // What a broken configuration leaves out is still left out.
        const read = isBroken && last ? last : found
        isUnknown = isBroken && !last
        around = {
          name,
          digest: digestOf(generatorSite),
          good: isBroken ? last : found && { ...found, config },
          texts: restored.texts,
        }
        lost = findLostUrl(last, read)
        useGenerator?.(read?.generator)
        return read
      },
    },
  )
  const read = [...files.values()]
  const hasUrl = (siteUrl ?? site.typed?.url) !== undefined
  const ofRule = judge?.(site) ?? []
  const judged = hasUrl || ofRule.length > 0 ? ofRule : lost
  const doubts = [
    ...findDoubts(
      read.flatMap(({ faults }) => faults),
      site,
    ),
    // Where the settings decide the ids, what is known of the configuration is enough.
    ...(site.ids === 'tag' && site.typed?.idPrefix && hasUrl && !isUnknown ? [] : generatorProblems),
    ...judged,
  ]
  const problems = [
    ...read.flatMap(({ problems }) => problems),
    ...missing,
    ...generatorProblems,
    ...emptied,
    ...judged,
  ].filter((problem) => !isForeignKey(problem, site))
  const keeps = before !== undefined && doubts.length > 0
  if (around && keeps) around.good = before.around?.good
  return { site: keeps ? before.site : site, problems, doubts, files, lookups, around }

  function isAsBefore([path, wasThere]: [string, boolean]): boolean {
    return (findFile(path) !== undefined) === wasThere
  }

  function readFile(path: string, stamp: string, known: ReadSettings | undefined): ReadSettings | undefined {
    if (known?.stamp === stamp) return known
    const source = readSource(path, stamp)
    if (source === undefined) return stamp === UNREAD ? unreadable(path, stamp, LEADS_NOWHERE, known) : known
    if (typeof source !== 'string') return unreadable(path, stamp, source, known)
    if (source === known?.good.source && known.problems.length === 0) return known
    const problems: Problem[] = []
    const faults: SettingsFault[] = []
    readSettingsFile({ path, source }, problems, faults)
    if (source.trim() === '' && known?.good.source.trim()) problems.push(describeEmptied(path))
    const isBroken = problems.some(isError)
    const last = known?.good.isUnread ? undefined : known?.good
    return { stamp, good: (isBroken && last) || { path, source }, problems, faults }
  }

  /** The text of a file, or why it cannot be read. */
  function readSource(path: string, stamp: string): string | Unread | undefined {
    try {
      return editedSettings?.get(path) ?? readText(root, path, stamp)
    } catch (error) {
      const { message: reason } = error as Error
      return describeUnread(error) ?? { code: 'unreadable', reason, hint: 'Make the file simpler' }
    }
  }
}

function digestOf(site: ReturnType<typeof findSite>): string {
  return digest(JSON.stringify(site ?? null))
}

/** An error where a file had settings while the server ran, and is empty: an editor may be about to write it. */
function describeEmptied(path: string): Problem {
  return {
    severity: 'error',
    code: 'front-matter',
    path,
    message: 'The file is empty, so the settings that it had last stay in use',
    hint: 'Write them again, or delete the file',
  }
}

/** Has no stamp, so that the next scan reads the file again; the same object while the same is wrong. What the scan names is not named again. */
function unreadable(
  path: string,
  stamp: string,
  { code, reason, hint, undecoded }: Unread,
  known: ReadSettings | undefined,
): ReadSettings {
  const isUnread = undecoded === undefined || undefined
  const good = known?.good ?? { path, source: '', undecoded, isUnread }
  const effect = good.isUnread ? ', so the articles of the folder and of those in it are held back' : ''
  const message = `The settings cannot be read (${reason})${effect}`
  const problem: Problem = { severity: 'error', code, path, message, hint }
  if (known?.stamp === '' && known.faults[0]?.problem.message === message) return known
  return { stamp: '', good, problems: stamp === UNREAD ? [] : [problem], faults: [{ problem, setting: '' }] }
}

const LEADS_NOWHERE: Unread = {
  code: 'unreadable',
  reason: 'the link leads to nothing',
  hint: 'Put the file itself here, or remove the link',
}

function areSame(a: ReadonlyMap<string, ReadSettings>, b: ReadonlyMap<string, ReadSettings>): boolean {
  return a.size === b.size && [...a].every(([path, file]) => b.get(path) === file)
}
