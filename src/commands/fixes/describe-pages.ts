import { isMisplaced, type LivePage } from '../../preview/sitemap.ts'

const MAX_LISTED = 20

/** Describes which articles have another address than the page that a sitemap lists, the verdict last. */
export function describePages(pages: readonly LivePage[], isVerbose: boolean): string[] {
  const wrong = pages.filter(isMisplaced)
  const shown = isVerbose ? wrong : wrong.slice(0, MAX_LISTED)
  const rest = wrong.length - shown.length
  return [
    ...shown.map(({ url, article }) => `${article.path}: ${article.permalink} would be ${url}`),
    ...(rest > 0 ? [`and ${rest} more, which --verbose lists`] : []),
    ...(wrong.length > 0 ? [''] : []),
    wrong.length === 0
      ? 'The pages of all articles that the sitemap lists keep their addresses.'
      : `${wrong.length === 1 ? '1 article' : `${wrong.length} articles`} would change the address.`,
  ]
}
