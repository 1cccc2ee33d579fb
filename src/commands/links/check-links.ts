import type { Article } from '../../content/article/article.ts'
import type { Bodies } from '../../content/body/bodies.ts'
import type { Library } from '../../content/library/library.ts'
import { stateOf } from '../../content/library/visibility.ts'
import { describeOtherType } from '../../content/media/missing-file.ts'
import type { LocalFile } from '../../content/media/references.ts'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import { type ChildNode, isTag, parseHtml } from '../../content/text/html.ts'
import { decodePart } from '../../content/text/urls.ts'
import type { CataloguedAnswer } from '../../publication/catalogue.ts'

/** What links and pictures are checked against: nothing is asked of other hosts. */
export interface LinkEvidence {
  bodies: Bodies
  /** What is at a path of the site. */
  find(path: string): CataloguedAnswer | undefined
  /** The file beside the articles at an address. */
  fileAt(url: string): LocalFile | undefined
  /** The text of an article's file. */
  text(path: string): string
}

/** Paths that the server answers and that have no document. */
const ROUTES = /^(?:admin|hub|metrics|healthz|subscribe\/go|\.well-known)(?:\/|$)/

/**
 * Reports pictures without a text and those that are not what their names say; and, where the site's pages are ours, links to pages and headings of the
 * site that do not exist.
 */
export function checkLinks(library: Library, evidence: LinkEvidence, now: Instant): Problem[] {
  const idsOf = createIdFinder(evidence.find)
  return library.articles
    .filter((article) => ['public', 'embargoed'].includes(stateOf(article, now)))
    .flatMap((article) => checkArticle(article, library.site, evidence, idsOf, now))
}

function checkArticle(
  article: Article,
  site: Library['site'],
  { bodies, fileAt, text }: LinkEvidence,
  idsOf: (path: string) => ReadonlySet<string> | 'not a page' | undefined,
  now: Instant,
): Problem[] {
  const { contentHtml } = bodies.find(article, now)
  if (contentHtml === undefined) return []
  const problems = new Map<string, Problem>()
  const source = text(article.path)
  const warn = (code: Problem['code'], needles: string[], said: Pick<Problem, 'message' | 'hint'>) => {
    const line = lineIn(source, needles)
    const { path } = article
    problems.set(`${said.message} ${line}`, {
      severity: 'warning',
      code,
      path,
      ...(line && { line }),
      ...said,
    })
  }
  for (const { name, attribs } of elementsIn(parseHtml(contentHtml))) {
    if (name === 'img') checkPicture(attribs)
    if (name === 'a' && attribs.href?.startsWith(site.url) && site.pages) checkLink(attribs.href)
  }
  return [...problems.values()]

  function checkPicture({ src = '', alt = '' }: Record<string, string>): void {
    const file = decodePart(src.slice(src.lastIndexOf('/') + 1)) ?? src
    // An empty `alt` says that the picture is an ornament.
    if (alt.trim() === '' && !/\balt=(?:""|'')/.test(source))
      warn('alt-text', [file], {
        message: 'A picture has no text for readers who do not see it',
        hint: 'Write what it shows between the brackets, such as `![A mill by the river](mill.jpg)`, or `<img src="line.png" alt="">` if it shows nothing',
      })
    const found = fileAt(src)
    const other = found?.findOtherType?.()
    if (other) warn('file-type', [file], describeOtherType(file, other))
    else if (found?.measure() === 'unreadable')
      warn('image-size', [file], {
        message: `The picture "${file}" cannot be read, and may be damaged`,
        hint: 'Open it to see, and save it again',
      })
  }

  function checkLink(href: string): void {
    const [address = '', fragment = ''] = href.split('#')
    const path = address.slice(site.url.length).split('?')[0]!
    const id = decodePart(fragment) ?? fragment
    const typed = decodePart(path) ?? path
    const end = typed.replace(/\/$/, '').split('/').at(-1)!
    if (ROUTES.test(path)) return
    const ids = idsOf(path)
    if (ids === undefined)
      warn('broken-link', [typed, end], {
        message: `The site has no page at /${typed}`,
        hint: 'Correct the link, or name the file of the article, such as `[text](../news/mill.md)`',
      })
    else if (ids !== 'not a page' && id !== '' && !ids.has(id) && !id.startsWith(':~:'))
      warn('broken-link', [`#${id}`, `#${fragment}`], {
        message: `The page /${typed} has no heading with the id ${id}`,
        hint: 'The id is the heading in small letters with hyphens, such as `#the-old-mill`',
      })
  }
}

/** The ids in the page at a path, each page rendered once; undefined where there is nothing. */
function createIdFinder(find: LinkEvidence['find']) {
  const known = new Map<string, ReadonlySet<string> | 'not a page' | undefined>()
  return (path: string) => {
    if (!known.has(path)) known.set(path, readIds(path))
    return known.get(path)
  }

  function readIds(path: string): ReadonlySet<string> | 'not a page' | undefined {
    const answer = find(path) ?? (path.endsWith('/') ? undefined : find(`${path}/`))
    if (answer === undefined || answer.kind === 'gone') return undefined
    if (answer.kind !== 'page' || !answer.contentType.startsWith('text/html')) return 'not a page'
    const ids = new Set<string>()
    const html = new TextDecoder().decode(answer.read())
    for (const { attribs } of elementsIn(parseHtml(html))) if (attribs.id) ids.add(attribs.id)
    return ids
  }
}

function* elementsIn(
  nodes: readonly ChildNode[],
): Iterable<{ name: string; attribs: Record<string, string> }> {
  for (const node of nodes) {
    if (!isTag(node)) continue
    yield node
    yield* elementsIn(node.children)
  }
}

/** The line (1-based) of the first of these texts that is there. */
function lineIn(source: string, needles: readonly string[]): number | undefined {
  const at = needles
    .map((needle) => (needle === '' ? -1 : source.indexOf(needle)))
    .find((place) => place >= 0)
  return at === undefined ? undefined : source.slice(0, at).split('\n').length
}
