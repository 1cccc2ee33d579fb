import { attributes } from './attributes.ts'
import { directives } from './directives.ts'
import { createInnerMarkdown } from './inner-markdown.ts'
import { createLiquid, type LiquidMode } from './liquid.ts'
import type { Placing } from './markup.ts'
import { createMath } from './math.ts'
import { createMdx } from './mdx.ts'
import { placeContent, renderTag } from './meanings.ts'
import { scanMarkdown } from './scan.ts'
import { createSearch } from './search.ts'
import { shortcodes } from './shortcodes.ts'
import type { Family, Tag, TemplateContext } from './tag.ts'

/** Which languages a text may be written in; those that nothing else looks like are always understood. */
export interface TemplateDialect {
  /** Whether capitalised elements, `{…}` and `import` lines are components and code. */
  isMdx: boolean
  /** Which `{{ … }}` are meant to be filled in. */
  liquid: LiquidMode
}

/** Something that is not understood and left out. */
export interface Dropped {
  /** Of the body, from 1 on. */
  line: number
  /** The tag as typed, shortened. */
  what: string
}

interface Found extends Tag {
  family: Family
  /** Of the body, from 1 on. */
  line: number
  /** For an opening tag, whether something closes it. */
  isPaired?: boolean
}

/** Deeper than anyone nests; what is deeper gives way to its content. */
const MAX_DEPTH = 50

/** Whether a body can hold anything of a template at all: nearly none does. */
function mayHoldTags(body: string, { isMdx }: TemplateDialect): boolean {
  return isMdx || /\{[{%:#.]|:::|^::\w|^\[{1,2}toc\]|\[!|\$\$|\\[([]|\smarkdown=|^\*\[/im.test(body)
}

/**
 * Makes Markdown of what template languages add to it, and leaves code as it stands, to the letter. What is not understood gives way to its
 * content, or to nothing, and is named in `dropped`. Takes time that is linear in the length of the body.
 */
export function renderTemplates(
  body: string,
  dialect: TemplateDialect,
  context: TemplateContext,
): { body: string; dropped: Dropped[] } {
  if (!mayHoldTags(body, dialect)) return { body, dropped: [] }
  const tags = findTags(body, dialect)
  if (tags.length === 0) return { body, dropped: [] }
  pair(tags)
  return fill(body, tags, dialect, context)
}

function findTags(body: string, dialect: TemplateDialect): Found[] {
  const families = [
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
    hasIndentedCode: !dialect.isMdx,
    tagAt(at, isLineStart) {
      for (const family of families) {
        const tag = family.read(search, at, isLineStart)
        if (!tag) continue
        line += body.slice(counted, at).split('\n').length - 1
        counted = at
        tags.push({ ...tag, family, line })
        return tag.end
      }
      return undefined
    },
  })
  return tags
}

/** Finds for each closing tag the last one of its name that is open; what was opened in between stands alone. */
function pair(tags: Found[]): void {
  const open: Found[] = []
  const counts = new Map<string, number>()
  const keyOf = ({ family, name }: Found) => `${family.name} ${name}`
  const count = (key: string, change: number) => counts.set(key, (counts.get(key) ?? 0) + change)
  for (const tag of tags) {
    if (tag.kind === 'open') {
      open.push(tag)
      count(keyOf(tag), 1)
      count(`${tag.family.name} `, 1)
    } else if (tag.kind === 'close' && (counts.get(keyOf(tag)) ?? 0) > 0) {
      for (let last = open.pop(); last; last = open.pop()) {
        count(keyOf(last), -1)
        count(`${last.family.name} `, -1)
        if (last.family !== tag.family || (tag.name !== '' && last.name !== tag.name)) continue
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

function fill(
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
    const placing = placingOf(body, tag, end, dialect)
    const text = tag.text ?? renderTag(tag, inner, placing, context)
    if (text === undefined) dropped.push({ line: tag.line, what: nameOf(body, tag) })
    add(text ?? placeContent(inner, placing))
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

function placingOf(body: string, { start }: Tag, end: number, { isMdx }: TemplateDialect): Placing {
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
