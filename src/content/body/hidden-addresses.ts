import type { Article } from '../article/article.ts'
import type { Site } from '../site/settings.ts'
import type { BodyContext } from './body-context.ts'

/** Whether a URL is the address of an article that is not public, so that it must not even be told. */
export function isHiddenAddress(
  url: string,
  { permalink }: Article,
  site: Site,
  { findArticle }: BodyContext,
): boolean {
  if (!url.startsWith(site.url)) return false
  const address = url.replace(/[?#].*$/s, '')
  const addressed = address === permalink ? undefined : findArticle(address)
  return addressed !== undefined && addressed.permalink === undefined
}

/** The URLs in the front matter that readers may follow: of what the article is about, and of its chapters. */
export function findUrls({ externalUrl, episode }: Article): string[] {
  const urls = [externalUrl, ...(episode?.chapters?.list ?? []).map(({ url }) => url)]
  return urls.filter((url) => url !== undefined)
}

/** Those of them that are addresses of articles which are not public. */
export function findHiddenAddresses(article: Article, site: Site, context: BodyContext): string[] {
  return findUrls(article).filter((url) => isHiddenAddress(url, article, site, context))
}
