import { resolve } from 'node:path'

/** The file of the server's counts. Safe to delete; counting then starts at zero. */
export const STATS_FILE = '.wireroom/stats.json'

/** The folder of the Worker's manifest and assets, which `wrangler.toml` names, too. */
export const EDGE_FOLDER = '.wireroom/edge'

/** The copy of the register of published ids of a folder of articles. Keep it, unless the folder has the register itself. */
export function registerCopy(articles: string): string {
  return `.wireroom/ids/${nameOf(articles)}.txt`
}

/** The file of the cache of a folder of articles, for a command such as `serve`. Safe to delete. */
export function cacheFile(purpose: string, articles: string): string {
  return `.wireroom/cache/${purpose}-${nameOf(articles)}.json`
}

function nameOf(articles: string): string {
  return resolve(articles).replace(/[^\w.-]+/g, '_')
}
