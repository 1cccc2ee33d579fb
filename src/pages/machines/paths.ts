/** The path of the Markdown beside an article's page: `news/talks/index.md`, or `news/talks.html.md`. */
export function markdownPathOf(pagePath: string): string {
  return pagePath.endsWith('/') ? `${pagePath}index.md` : `${pagePath}.md`
}

export const LICENCE_PATH = 'license.xml'

/** What the site is, and its newest articles, for agents (llmstxt.org). */
export const LLMS_PATH = 'llms.txt'
