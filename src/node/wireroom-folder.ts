import { resolve } from 'node:path'
import { digest } from './digest.ts'

/** The file of the server's counts for a folder of articles. Safe to delete; counting then starts at zero. */
export function statsFile(articles: string): string {
  return `.wireroom/stats/${nameOf(articles)}.json`
}

/** The folder of the Worker's manifest and assets, which `wrangler.toml` names, too. */
export const EDGE_FOLDER = '.wireroom/edge'

/** The folder that `wrangler.toml` has Wrangler watch, for changes in articles elsewhere. Safe to delete. */
export const WATCHED_FOLDER = '.wireroom/watched'

/** The copy of the register of published ids of a folder of articles. Keep it, unless the folder has the register itself. */
export function registerCopy(articles: string): string {
  return `.wireroom/ids/${nameOf(articles)}.txt`
}

/** The database of push of a folder of articles, in the data folder. Keep it: it has the subscriptions, and what must be sent. */
export function pushFile(articles: string, dataFolder = '.wireroom'): string {
  return `${dataFolder}/push/${nameOf(articles)}.sqlite`
}

/** The file of the cache of a folder of articles, for a command such as `serve`. Safe to delete. */
export function cacheFile(purpose: string, articles: string): string {
  return `.wireroom/cache/${purpose}-${nameOf(articles)}.json`
}

/** The file that a command locks while it writes into an output folder. Safe to delete while none runs. */
export function lockFile(output: string): string {
  return `.wireroom/locks/${nameOf(output)}`
}

/** The list of what `import` made drafts of. Without it, `import --watch` makes drafts again that somebody has deleted. */
export function importsFile(articles: string): string {
  return `.wireroom/imports/${nameOf(articles)}.jsonl`
}

/** Shorter than file names may be. */
const MAX_READABLE = 100

/** A name that is readable, and of this folder alone: paths may differ only in letters that the readable part has not. */
function nameOf(articles: string): string {
  const path = resolve(articles)
  const readable = path.replace(/[^\w.-]+/g, '_').slice(-MAX_READABLE)
  return `${readable}-${digest(path).slice(0, 8)}`
}
