import { oneLine } from '../../src/content/text/characters.ts'
import { isTag, parseHtml, textOf } from '../../src/content/text/html.ts'
import type { PublishedItem } from '../../src/preview/published.ts'

/** A difference between an item of the generator's own feed and ours; `article` is the path of its page. */
export interface Difference {
  article: string
  what: string
  theirs?: unknown
  ours?: unknown
}

/** A difference that is meant: the path of the page, what differs (`*` for both: any), and why. */
export type Explained = readonly [article: string, what: string, reason: string]

/** What readers see of an item, with the HTML of its text reduced to words and addresses. */
function seen({ id, title, published, updated, content = '', url }: PublishedItem, isHtmlTitle: boolean) {
  const nodes = parseHtml(content)
  return {
    id,
    title: title === undefined ? '' : isHtmlTitle ? textOf(parseHtml(title)) : oneLine(title),
    published: instant(published),
    updated: instant(updated ?? published),
    // Docusaurus puts spaces without width into links of headings.
    text: textOf(nodes).replaceAll('\u200B', ''),
    links: addressesIn(nodes, url!, 'a', 'href'),
    pictures: addressesIn(nodes, url!, 'img', 'src'),
  }
}

function instant(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(Math.floor(time / 1000) * 1000).toISOString()
}

function addressesIn(
  nodes: ReturnType<typeof parseHtml>,
  base: string,
  name: string,
  attribute: string,
): string[] {
  return nodes.flatMap((node) => {
    if (!isTag(node)) return []
    const address = node.name === name ? node.attribs[attribute] : undefined
    const own = address === undefined ? [] : [spell(address, base)]
    return [...own, ...addressesIn(node.children, base, name, attribute)]
  })
}

/** An address resolved and decoded, so that all spellings of one are alike. */
function spell(address: string, base: string): string {
  const { href } = new URL(address, base)
  try {
    return decodeURI(href)
  } catch {
    return href
  }
}

/** Compares the items of two feeds, page by page; both keep their order, the newest first. */
export function differencesOf(
  theirs: readonly PublishedItem[],
  ours: readonly PublishedItem[],
  home: string,
  isHtmlTitle = false,
): Difference[] {
  const pathOf = ({ url }: PublishedItem) => decodeURI(url!.replace(home, ''))
  const mine = new Map(ours.map((item) => [pathOf(item), item]))
  const known = new Set(theirs.map(pathOf))
  return [
    ...theirs.flatMap((item): Difference[] => {
      const article = pathOf(item)
      const own = mine.get(article)
      if (!own) return [{ article, what: 'missing', theirs: item.title }]
      // Feeds need not say when an article was published, or updated.
      const unstated = item.updated === undefined ? { updated: undefined } : {}
      const [a, b] = [{ ...seen(item, isHtmlTitle), ...unstated }, seen(own, false)]
      return (Object.keys(a) as (keyof typeof a)[]).flatMap((what) =>
        a[what] === undefined || JSON.stringify(a[what]) === JSON.stringify(b[what])
          ? []
          : [{ article, what, theirs: a[what], ours: b[what] }],
      )
    }),
    ...ours.flatMap((item): Difference[] =>
      known.has(pathOf(item)) ? [] : [{ article: pathOf(item), what: 'added', ours: item.title }],
    ),
  ]
}

/** The differences that no line explains, and the lines that explain nothing. */
export function unexplained(found: readonly Difference[], explained: readonly Explained[]) {
  const isMeant = ({ article, what }: Difference, [path, field]: Explained) =>
    article === path && what === field
  return {
    differences: found.filter((difference) => !explained.some((line) => isMeant(difference, line))),
    unused: explained.filter((line) => !found.some((difference) => isMeant(difference, line))),
  }
}
