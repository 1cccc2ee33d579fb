import { resolve } from 'node:path'

/** What the server has counted. Safe to delete; counting then starts again from nothing. */
export const STATS_FILE = '.wireroom/stats.json'

/** Where the manifest and the assets of the Worker go, and where `wrangler.toml` expects them. */
export const EDGE_FOLDER = '.wireroom/edge'

/** The file in which a folder of articles is remembered for a purpose such as `serve`. Safe to delete. */
export function cacheFile(purpose: string, articles: string): string {
  return `.wireroom/cache/${purpose}-${resolve(articles).replace(/[^\w.-]+/g, '_')}.json`
}
