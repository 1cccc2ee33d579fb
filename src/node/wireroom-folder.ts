import { resolve } from 'node:path'

/** The file of the server's counts. Safe to delete; counting then starts at zero. */
export const STATS_FILE = '.wireroom/stats.json'

/** The folder of the Worker's manifest and assets, which `wrangler.toml` names, too. */
export const EDGE_FOLDER = '.wireroom/edge'

/** The file of the cache of a folder of articles, for a command such as `serve`. Safe to delete. */
export function cacheFile(purpose: string, articles: string): string {
  return `.wireroom/cache/${purpose}-${resolve(articles).replace(/[^\w.-]+/g, '_')}.json`
}
