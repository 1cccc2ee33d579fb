import type { Library } from '../content/library/library.ts'
import { pickPushed } from '../publication/push/published.ts'
import type { EdgePushSettings, PushedContent } from './manifest.ts'

/** What push needs to know of the site; `addContent` returns the name of the asset with the content. */
export function describePush(
  { site, articles, sections }: Library,
  addContent: (content: PushedContent) => string,
): EdgePushSettings {
  const { hubs, destinations } = site.push ?? { hubs: [], destinations: [] }
  const content = { articles: pickPushed(articles), sections: [...sections] }
  return { articles: addContent(content), choices: { hubs, destinations } }
}
