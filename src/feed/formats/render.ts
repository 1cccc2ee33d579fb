import type { Feed } from '../feed.ts'
import { renderAtom } from './atom.ts'
import type { Format } from './formats.ts'
import { renderJsonFeed } from './json-feed.ts'
import { renderNinjs } from './ninjs.ts'
import { renderRss } from './rss.ts'

/** Write a feed down, each in its format. Apart from the table of formats, which who serves what was rendered before needs, too. */
export const RENDERERS: Record<Format['name'], (feed: Feed) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
  ninjs: renderNinjs,
}
