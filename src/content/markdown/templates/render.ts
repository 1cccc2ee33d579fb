import { attributes } from './attributes.ts'
import { directives } from './directives.ts'
import { createInnerMarkdown } from './inner-markdown.ts'
import { createLiquid, type LiquidMode } from './liquid.ts'
import type { Placement } from './markup.ts'
import { createMath } from './math.ts'
import { createMdx } from './mdx.ts'
import { placeContent, renderTag } from './render-tag.ts'
import { scanMarkdown } from './scan.ts'
import { createSearch } from './search.ts'
import { shortcodes } from './shortcodes.ts'
import type { Syntax, Tag, TemplateContext } from './tag.ts'

/** Which ambiguous template languages a text uses; unambiguous ones are always recognised. */
export interface TemplateDialect {
  /** Whether capitalised elements are components, and `{…}` and `import` lines code. */
  isMdx: boolean
  /** Which `{{ … }}` are filled in. */
  liquid: LiquidMode
  /** Whether indented lines are code; MDX has none. */
  hasIndentedCode?: boolean
}

/** A tag that was not understood and is left out. */
export interface Dropped {
  /** Line of the body, 1-based. */
  line: number
  /** The tag as typed, shortened. */
  what: string
}

interface Found extends Tag {
  syntax: Syntax
  /** Line of the body, 1-based. */
  line: number
  /** Whether an opening tag has its closing tag, and the reverse. */
  isPaired?: boolean
}

/** Tags nested deeper than this are replaced by their content. */
const MAX_DEPTH = 50

/** Whether a body may contain any tag: a quick test that nearly every body fails. */
function mayHoldTags(body: string, { isMdx }: TemplateDialect): boolean {
  return isMdx || /\{[{%:#.]|:::|^::\w|^\[{1,2}toc\]|\[!|\$\$|\\[([]|\smarkdown=|^\*\[/im.test(body)
}

/**
 * Replaces the tags of template languages by Markdown; code stays as it is. An unknown tag is replaced by its content, or removed, and listed
 * in `dropped`. Takes time linear in the length of the body.
 */
export function renderTemplates(
  body: string,
  dialect: TemplateDialect,
  context: TemplateContext,
): { body: string; dropped: Dropped[] } {
  if (!mayHoldTags(body, dialect)) return { body, dropped: [] }
  const tags = findTags(body, dialect)
  if (tags.length === 0) return { body, dropped: [] }
  pairTags(tags)
  return replaceTags(body, tags, dialect, context)
}

function findTags(body: string, dialect: TemplateDialect): Found[] {
  const syntaxes = [
    attributes,
    shortcodes,
    createLiquid(dialect.liquid),
    directives,
    createMath(dialect.isMdx),
    ...(dialect.isMdx ? [createMdx()] : [createInnerMarkdown(body)]),
  ]
  const search = createSearch(body)
  const tags: Found[] = []
  let [line, counted] = [1, 0]
  scanMarkdown(body, {
    search,
    hasIndentedCode: !dialect.isMdx && dialect.hasIndentedCode !== false,
    tagAt(at, isLineStart) {
      for (const syntax of syntaxes) {
        const tag = syntax.read(search, at, isLineStart)
        if (!tag) continue
        line += body.slice(counted, at).split('\n').length - 1
        counted = at
        tags.push({ ...tag, syntax, line })
        return tag.end
      }
      return undefined
    },
  })
  return tags
}

/** Pairs each closing tag with the last open tag of its name; tags opened in between stand alone. */
function pairTags(tags: Found[]): void {
  const open: Found[] = []
  const counts = new Map<string, number>()
  const keyOf = ({ syntax, name }: Found) => `${syntax.name} ${name}`
  const count = (key: string, change: number) => counts.set(key, (counts.get(key) ?? 0) + change)
  for (const tag of tags) {
    if (tag.kind === 'open') {
      open.push(tag)
      count(keyOf(tag), 1)
      count(`${tag.syntax.name} `, 1)
    } else if (tag.kind === 'close' && (counts.get(keyOf(tag)) ?? 0) > 0) {
      for (let last = open.pop(); last; last = open.pop()) {
        count(keyOf(last), -1)
        count(`${last.syntax.name} `, -1)
        if (last.syntax !== tag.syntax || (tag.name !== '' && last.name !== tag.name)) continue
        last.isPaired = true
        tag.isPaired = true
        break
      }
    }
  }
}

interface Frame {
  tag: Found | undefined
  text: string
}

function replaceTags(
  body: string,
  tags: Found[],
  dialect: TemplateDialect,
  context: TemplateContext,
): { body: string; dropped: Dropped[] } {
  const dropped: Dropped[] = []
  const frames: Frame[] = [{ tag: undefined, text: '' }]
  let at = 0
  let tooDeep = 0
  const add = (text: string) => {
    frames.at(-1)!.text += text
  }
  const put = (tag: Found, inner: string | undefined, end: number) => {
    const placement = placementOf(body, tag, end, dialect)
    const text = tag.text ?? renderTag(tag, inner, placement, context)
    if (text === undefined) dropped.push({ line: tag.line, what: nameOf(body, tag) })
    add(text ?? placeContent(inner, placement))
  }
  for (const tag of tags) {
    add(body.slice(at, tag.start))
    at = tag.end
    if (tag.kind === 'open' && tag.isPaired) {
      if (frames.length > MAX_DEPTH) tooDeep++
      else frames.push({ tag, text: '' })
    } else if (tag.kind === 'close' && tag.isPaired) {
      if (tooDeep > 0) tooDeep--
      else {
        const { tag: opening, text } = frames.pop()!
        put(opening!, text, tag.end)
      }
    } else put(tag, tag.verbatim, tag.end)
  }
  add(body.slice(at))
  return { body: frames[0]!.text, dropped: dropped.sort((a, b) => a.line - b.line) }
}

function placementOf(body: string, { start }: Tag, end: number, { isMdx }: TemplateDialect): Placement {
  const near = body.slice(Math.max(0, start - 100), start)
  const [, indent] = /(?:^|\n)([ \t>]*)$/.exec(near) ?? []
  const isAlone = indent !== undefined && /^[ \t]*(?:\n|$)/.test(body.slice(end, end + 100))
  return { isAlone, indent: indent ?? '', isTarget: /[("'<]$/.test(near), isMdx }
}

function nameOf(body: string, { start, end, verbatim }: Tag): string {
  const typed = /^[^\n]*/.exec(body.slice(start, Math.min(end, start + 200)))![0].trimEnd()
  const isWhole = typed.length <= 60 && verbatim === undefined && end - start === typed.length
  return isWhole ? typed : `${typed.slice(0, 60)}…`
}
