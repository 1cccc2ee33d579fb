import type { Article } from '../article/article.ts'
import type { Unpublished } from '../article/aside.ts'
import { rowOf } from '../generators/table.ts'
import { isWriting } from '../media/media-types.ts'
import { readMention } from '../media/mentions.ts'
import { siteAddresses } from '../media/site-files.ts'
import type { Settings, Site } from '../site/settings.ts'
import { sectionOf } from '../site/settings-file.ts'
import type { Instant } from '../text/dates.ts'
import { decodePart, joinParts } from '../text/urls.ts'
import type { Library } from './library.ts'
import { hasBeenPublic, isPublic, statePoints } from './visibility.ts'

/**
 * Decides which files beside the articles are public. A file is public while an article that it belongs to is public: one that refers to it, one
 * of the same name, or the `index.md` of its folder; a file that belongs to no article is public while its folder has a public article. Of the
 * files outside of the folder, for which `isOutside` is true, those alone are public that a public article names.
 */
export interface FileRule {
  isFilePublic(path: string, now: Instant): boolean
  /** The instants after `now` at which the file appears or disappears by itself. */
  fileChanges(path: string, now: Instant): Instant[]
}

/** Anything that a file belongs to. */
interface Owner {
  isPublic(now: Instant): boolean
  points: readonly Instant[]
}

const ALWAYS: Owner = { isPublic: () => true, points: [] }
const NEVER: Owner = { isPublic: () => false, points: [] }

/** Creates the rule for the files at `paths`; the first question about a file indexes the library. */
export function createFileRule(
  library: Library,
  paths: () => Iterable<string>,
  isOutside: (path: string) => boolean = () => false,
): FileRule {
  let ownersOf: ((path: string) => readonly Owner[] | undefined) | undefined
  /** When files that share their owners appear and disappear: all instants, in order. */
  const points = new WeakMap<readonly Owner[], Instant[]>()
  return {
    isFilePublic: (path, now) => find(path)?.some((owner) => owner.isPublic(now)) ?? false,
    fileChanges(path, now) {
      const owners = find(path)
      if (!owners) return []
      let before = owners.some((owner) => owner.isPublic(now))
      return pointsOf(owners).filter((point) => {
        if (point <= now) return false
        const isNow = owners.some((owner) => owner.isPublic(point))
        const isChange = isNow !== before
        before = isNow
        return isChange
      })
    },
  }

  function find(path: string): readonly Owner[] | undefined {
    ownersOf ??= indexOwners(library, [...paths()], isOutside)
    return ownersOf(path.normalize('NFC'))
  }

  function pointsOf(owners: readonly Owner[]): Instant[] {
    const known = points.get(owners)
    if (known) return known
    const made = [...new Set(owners.flatMap((owner) => owner.points))].sort((a, b) => a - b)
    points.set(owners, made)
    return made
  }
}

/** Returns a function that finds the owners of a file by its path in NFC; undefined for a file that is not among `paths`. */
function indexOwners(
  library: Library,
  paths: readonly string[],
  isOutside: (path: string) => boolean,
): (path: string) => readonly Owner[] | undefined {
  const files = new Set(paths.map((path) => path.normalize('NFC')))
  const names = new Set([...files].map((path) => nameOf(path).toLowerCase()))
  const named = new Map<string, Owner[]>()
  const guessed = new Map<string, Owner[]>()
  const sameName = new Map<string, Owner[]>()
  const indexes = new Map<string, Owner[]>()
  const inFolder = new Map<string, Owner[]>()
  const below = new Map<string, Owner[]>()
  const known = new Map<string, readonly Owner[]>()
  for (const article of library.articles) addSource(article, toOwner(article))
  for (const source of library.unpublished) addSource(source, NEVER)
  const settled = indexSettings(library)
  return (path) => {
    if (!files.has(path)) return undefined
    const owners = known.get(path) ?? ownersOf(path)
    known.set(path, owners)
    return owners
  }

  function addSource({ path: typed, mentions = [] }: Unpublished, owner: Owner): void {
    const path = typed.normalize('NFC')
    const folder = sectionOf(path)
    const stem = nameOf(path).replace(/\.\w+$/, '')
    add(inFolder, folder, owner)
    for (let above = folder; ; above = sectionOf(above)) {
      add(below, above, owner)
      if (above === '') break
    }
    for (const name of stemsOf(stem)) add(sameName, `${folder}/${name}`, owner)
    if (/^index(?:\.|$)/i.test(stem)) add(indexes, folder, owner)
    for (const mention of mentions) addMention(path, mention, owner)
  }

  /** A mention names the files that it leads to; where it leads to none, it may name any file of that name. */
  function addMention(from: string, mention: string, owner: Owner): void {
    const candidates = readMention(mention)
    if (!candidates.some((path) => names.has(nameOf(path).toLowerCase()))) return
    const found = candidates.flatMap((path) =>
      resolveFile(library.site, from, path).filter(isFile).slice(0, 1),
    )
    for (const path of new Set(found)) add(named, path, owner)
    if (found.length === 0)
      for (const name of new Set(candidates.map((path) => nameOf(path).toLowerCase())))
        add(guessed, name, owner)
  }

  function isFile(path: string | undefined): path is string {
    return path !== undefined && files.has(path)
  }

  function ownersOf(path: string): readonly Owner[] {
    // It is written for everybody, and no article names it.
    if (path === 'robots.txt') return [ALWAYS]
    const folder = sectionOf(path)
    const name = nameOf(path)
    const own = [...(settled.get(path) ?? []), ...(named.get(path) ?? [])]
    // The site around the articles has pictures of its own, which nobody may guess.
    if (isOutside(path)) return own
    if (isWriting(name) && !/\.(?:chapters|transcript)\.\w+$/i.test(name)) return own
    const stems = [name.replace(/\..*$/s, ''), name.replace(/\.[^.]*$/s, '')].map(fold)
    for (const stem of new Set(stems)) own.push(...(sameName.get(`${folder}/${stem}`) ?? []))
    if (own.length > 0 || isWriting(name)) return own
    return bundleOf(folder) ?? guessed.get(name.toLowerCase()) ?? neighboursOf(folder)
  }

  /** The `index.md` of the nearest folder with articles, or the article beside a folder of its own name. */
  function bundleOf(folder: string): readonly Owner[] | undefined {
    if (folder === '') return undefined
    if (inFolder.has(folder)) return indexes.get(folder)
    const above = sectionOf(folder)
    const own = below.has(folder) ? undefined : sameName.get(`${above}/${fold(nameOf(folder))}`)
    return own ?? bundleOf(above)
  }

  /** The articles in the nearest folder that has some; those of the folders in it count where it has none itself. */
  function neighboursOf(folder: string): readonly Owner[] {
    const found = inFolder.get(folder) ?? below.get(folder)
    if (found) return found
    return folder === '' ? [ALWAYS] : neighboursOf(sectionOf(folder))
  }
}

function toOwner(article: Article): Owner {
  return { isPublic: (now) => isPublic(article, now), points: statePoints(article) }
}

/** The owners of the files that settings name: the site, or a section that has had an article. */
function indexSettings({ site, articles }: Library): ReadonlyMap<string, Owner[]> {
  const owners = new Map<string, Owner[]>()
  for (const settings of [site.settings, site.theme])
    for (const path of filesOf(settings, site)) add(owners, path, ALWAYS)
  for (const [section, settings] of site.sections) {
    const paths = filesOf(settings, site).filter((path) => !owners.get(path)?.includes(ALWAYS))
    if (paths.length === 0) continue
    const shown = articles.filter((article) => `${article.section}/`.startsWith(`${section}/`))
    const owner: Owner = {
      isPublic: (now) => shown.some((article) => hasBeenPublic(article, now)),
      points: shown.flatMap(statePoints),
    }
    for (const path of paths) add(owners, path, owner)
  }
  return owners
}

/** The paths of everything on the site that settings name. */
function filesOf(settings: Settings | Site['theme'], { url }: Site): string[] {
  const addresses = JSON.stringify(settings ?? {}).match(/https?:[^"\\\s]+/g) ?? []
  return addresses
    .filter((address) => address.startsWith(url))
    .map((address) => decodePart(address.slice(url.length).split(/[?#]/, 1)[0]!)?.normalize('NFC') ?? '')
}

/** The paths that a reference in the article `from` may lead to, the likeliest first. */
export function resolveFile(
  { url, generator }: Site,
  from: string,
  reference: string,
): (string | undefined)[] {
  const isOnSite = reference.startsWith(url)
  const base = new URL(url).pathname
  const root = generator && rowOf(generator.name).root
  const path = isOnSite ? `/${reference.slice(url.length)}` : root ? reference.replace(root, '') : reference
  const parts = path.split('/')
  const folder = sectionOf(from).split('/').filter(Boolean)
  const around = generator
    ? siteAddresses(isOnSite ? parts : reference.split('/'), folder, url, generator)
    : []
  if (path.startsWith('/')) {
    const below = path.startsWith(base) ? path.slice(base.length).split('/') : []
    return [joinParts([], parts), joinParts([], below), ...around]
  }
  return [
    joinParts(folder, parts),
    joinParts([...folder, nameOf(from).replace(/\.\w+$/, '')], parts),
    joinParts([], parts),
    ...around,
  ]
}

/** The names that files of an article may have: its own, also without the date before and the language after it. */
function stemsOf(stem: string): Set<string> {
  const undated = stem.replace(/^\d{4}-\d\d-\d\d[-_](?=.)/, '')
  const names = [stem, undated].flatMap((name) => [name, name.replace(/\.[a-z]{2,3}(?:[-_][a-z\d]+)*$/i, '')])
  return new Set(names.map(fold))
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function add(owners: Map<string, Owner[]>, key: string, owner: Owner): void {
  const others = owners.get(key)
  if (others) others.push(owner)
  else owners.set(key, [owner])
}
