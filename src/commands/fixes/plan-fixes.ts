import { parseArticle } from '../../content/article/article.ts'
import type { Identity } from '../../content/article/identity.ts'
import { addressKeys } from '../../content/generators/permalinks.ts'
import { type Site, settingsOf } from '../../content/site/settings.ts'
import { sectionOf } from '../../content/site/settings-file.ts'
import type { Folder } from '../../node/folder/folder.ts'
import type { Rewrite } from '../../node/rewrite-file.ts'
import { proposePatterns } from '../../preview/fixes/propose-patterns.ts'
import { setKey } from '../../preview/fixes/set-key.ts'
import { addressKey } from '../../preview/match.ts'
import type { KnownArticle } from '../../preview/published.ts'

/** What an article should have: the id that subscribers know, where a feed tells it, and the address of its page. */
export interface Goal {
  article: KnownArticle
  id?: string
  url?: string
}

/** The edits that keep ids and addresses. */
export interface FixPlan {
  rewrites: Rewrite[]
  /** The value of `permalinks` that is among them, and how many of the wrong addresses it explains. */
  pattern?: { text: string; explained: number; wrong: number }
  /** The articles to which no line of front matter gives what they should have. */
  unfixed: Goal[]
}

/** The id of an article in the feed that is compared. */
export type IdOf = (identity: Identity) => string

/** Values by the names of their keys, in the order in which they are written. */
type Lines = readonly (readonly [key: string, value: string])[]

/** The folder as it is read with a text of `_index.md`, and the goals that are then still open. */
interface Trial {
  folder: Folder
  text: string
  unmet: Goal[]
  misplaced: Goal[]
}

const INDEX = '_index.md'

/**
 * Plans few lines: settings where these explain what differs, else lines in single articles. Each is tried by reading the folder or the article
 * with it. `home` is the address of the live site, for a folder that names none. `open` reads the folder with settings that are not written yet.
 */
export function planFixes(
  folder: Folder,
  goals: readonly Goal[],
  { remedy, home, idOf }: { remedy: Lines; home?: string; idOf: IdOf },
  open: (edited: ReadonlyMap<string, string>) => Folder,
): FixPlan {
  const before = folder.text(INDEX)
  const plain = judge(folder, before, goals, idOf)
  const lines: Lines = home === undefined || remedy.some(([key]) => key === 'url') ? [] : [['url', home]]
  // Without its address, no page can be compared.
  const homely = trySettings(before, lines, goals, open, idOf) ?? plain
  const settled = better(homely, trySettings(homely.text, remedy, goals, open, idOf))
  const { misplaced } = settled
  const addressed = misplaced.flatMap(({ article, url }) => (url === undefined ? [] : { article, url }))
  let chosen = settled
  let pattern: FixPlan['pattern']
  for (const text of proposePatterns(addressed, settled.folder.library().site)) {
    const tried = trySettings(settled.text, [['permalinks', text]], goals, open, idOf)
    if (!tried || better(chosen, tried) === chosen) continue
    chosen = tried
    pattern = { text, explained: misplaced.length - tried.misplaced.length, wrong: misplaced.length }
  }
  const edits = chosen.unmet.map((goal) => ({ goal, rewrite: fixArticle(chosen.folder, goal, idOf) }))
  return {
    rewrites: [
      ...(chosen.text === before ? [] : [{ path: INDEX, before, after: chosen.text }]),
      ...edits.flatMap(({ rewrite }) => rewrite ?? []),
    ],
    ...(pattern && { pattern }),
    unfixed: edits.flatMap(({ goal, rewrite }) => (rewrite ? [] : goal)),
  }
}

/** A setting is worth its line where it leaves at most half of what was open. */
function better(known: Trial, tried: Trial | undefined): Trial {
  return tried && tried.unmet.length * 2 <= known.unmet.length && tried.unmet.length < known.unmet.length
    ? tried
    : known
}

function trySettings(
  before: string,
  lines: Lines,
  goals: readonly Goal[],
  open: (edited: ReadonlyMap<string, string>) => Folder,
  idOf: IdOf,
): Trial | undefined {
  const text = setKeys(before, INDEX, lines)
  if (text === undefined || text === before) return undefined
  const folder = open(new Map([[INDEX, text]]))
  return folder.doubts().length > 0 ? undefined : judge(folder, text, goals, idOf)
}

function judge(folder: Folder, text: string, goals: readonly Goal[], idOf: IdOf): Trial {
  const { site, articles } = folder.library()
  const byPath = new Map(articles.map((article) => [article.path, article]))
  const isMisplaced = ({ article, url }: Goal) => !isAt(url, byPath.get(article.path)?.permalink, site)
  const hasOtherId = ({ article: { path }, id }: Goal) => {
    const article = byPath.get(path)
    return id !== undefined && (!article || idOf(article) !== id)
  }
  return {
    folder,
    text,
    unmet: goals.filter((goal) => hasOtherId(goal) || isMisplaced(goal)),
    misplaced: goals.filter(isMisplaced),
  }
}

/** Whether a page is where it should be; one of another site cannot be. */
function isAt(url: string | undefined, permalink: string | undefined, site: Pick<Site, 'url'>): boolean {
  return url === undefined || !url.startsWith(site.url) || addressKey(url) === addressKey(permalink)
}

/** Adds the address alone where the id follows from it, the id alone where the address is right, or else both. */
function fixArticle(folder: Folder, { article: { path }, id, url }: Goal, idOf: IdOf): Rewrite | undefined {
  const { site } = folder.library()
  const before = folder.text(path)
  const { permalinks } = settingsOf(site, sectionOf(path))
  const [addressName = 'permalink'] = addressKeys(permalinks === '' ? site.generator : undefined)
  // Some generators number their articles under `id`.
  const idLines: Lines = id === undefined ? [] : [[site.ids === 'generator' ? 'guid' : 'id', id]]
  const addressLines: Lines = url?.startsWith(site.url)
    ? [[addressName, `/${url.slice(site.url.length)}`]]
    : []
  // A line that is added goes above those that are there.
  for (const lines of [addressLines, idLines, [...idLines, ...addressLines]]) {
    const after = setKeys(before, path, lines)
    if (after === undefined || after === before) continue
    const { article } = parseArticle({ path, source: after, hash: '' }, site, folder.findFile)
    if (article && (id === undefined || idOf(article) === id) && isAt(url, article.permalink, site))
      return { path, before, after }
  }
  return undefined
}

function setKeys(text: string, path: string, lines: Lines): string | undefined {
  return lines.reduce<string | undefined>(
    (edited, [key, value]) => (edited === undefined ? undefined : setKey(edited, path, key, value)),
    text,
  )
}
