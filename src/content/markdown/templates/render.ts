import type { TemplateLanguage } from '../../generators/values/template-language.ts'
import { createAttributes } from './attributes.ts'
import { directives } from './directives.ts'
import { createFrameworkElements } from './elements/framework-elements.ts'
import { createInnerMarkdown } from './elements/inner-markdown.ts'
import { ASSIGNMENT, createLiquid, type LiquidMode, OUTPUT } from './liquid.ts'
import type { Placement } from './markup.ts'
import { createMath } from './math.ts'
import { createMdx } from './mdx.ts'
import { placeContent, renderTag } from './render-tag.ts'
import { scanMarkdown } from './scan.ts'
import { createSearch, endOfLine } from './search.ts'
import { shortcodes } from './shortcodes.ts'
import type { Syntax, Tag, TemplateContext } from './tag.ts'
import { unescapeTags } from './values/escapes.ts'
import { createOutput, type TemplateOutput } from './values/output.ts'
import { isInAddress, isInHtmlBlock, mayHoldHtmlBlock, UNKNOWN_PART } from './values/surroundings.ts'
import { UNFILLED, unfilled } from './values/unfilled.ts'

/** Which ambiguous template languages a text uses; unambiguous ones are always recognised. */
export interface TemplateDialect {
  /** Whether capitalised elements are components, and `{…}` and `import` lines code. */
  isMdx: boolean
  /** Which `{{ … }}` are filled in. */
  liquid: LiquidMode
  /** Whether indented lines are code; MDX has none. */
  hasIndentedCode?: boolean
  /** Whether `{ key=value }` behind an element is a list of attributes. */
  hasAttributeLists?: true
  /** The language that runs over the text before Markdown is read, so that code is no exception. */
  language?: TemplateLanguage
  /** Whether nobody knows what fills in `{{ … }}`, so that it is shown with a warning. */
  isUnrecognised?: true
}

/** A tag that was not understood and is left out. */
export interface Dropped {
  /** Whether it is not left out but shown as it was typed. */
  isShown?: true
  /** Line of the body, 1-based. */
  line: number
  /** The tag as typed, shortened. */
  what: string
}

interface Found extends Tag {
  syntax: Syntax
  /** Line of the body, 1-based. */
  line: number
  isInCode?: true
  /** Whether an opening tag has its closing tag, and the reverse. */
  isPaired?: boolean
}

/** Tags nested deeper than this are replaced by their content. */
const MAX_DEPTH = 50

/** Whether a body may contain any tag: a quick test that nearly every body fails. */
function mayHoldTags(body: string, { isMdx, hasAttributeLists }: TemplateDialect): boolean {
  return (
    isMdx ||
    (hasAttributeLists === true && body.includes('{')) ||
    (/<[a-z]/.test(body) && /=\s?\{|\s\{|\s[@:#][a-z]|\sv-[a-z]/.test(body)) ||
    /\{[ \t]?[{%:#.]|:::|^::\w|^\[{1,2}toc\]|\[!|\$\$|\\[([]|\smarkdown=|^\*\[/im.test(body)
  )
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
  const { text, lineOf } = dialect.language
    ? unescapeTags(body, dialect.language)
    : { text: body, lineOf: (line: number) => line }
  const tags = findTags(text, dialect)
  if (tags.length === 0) return { body: text, dropped: [] }
  pairTags(tags)
  const result = replaceTags(text, tags, dialect, { variables: new Map(), ...context })
  return { ...result, dropped: result.dropped.map((one) => ({ ...one, line: lineOf(one.line) })) }
}

/** Whether a tag only gives a value, so that it is filled in within code too. */
function givesValue({ name, kind }: Tag): boolean {
  return kind !== 'close' && (name === OUTPUT || name === ASSIGNMENT || name === 'param')
}

/** The syntax of the values that the language fills in within code. */
function syntaxInCode(language: TemplateLanguage | undefined, liquid: Syntax): Syntax | undefined {
  if (language?.inCode === 'parameters') return shortcodes
  return language?.inCode && liquid
}

function findTags(body: string, dialect: TemplateDialect): Found[] {
  const liquid = createLiquid(dialect.liquid)
  const inCode = syntaxInCode(dialect.language, liquid)
  const syntaxes = [
    createAttributes(dialect.hasAttributeLists === true),
    shortcodes,
    liquid,
    ...(dialect.isUnrecognised ? [unfilled] : []),
    directives,
    createMath(dialect.isMdx),
    ...(dialect.isMdx ? [createMdx()] : [createInnerMarkdown(body)]),
    // In Liquid, `href={{ x }}` is a value.
    ...(dialect.isMdx || dialect.language ? [] : [createFrameworkElements()]),
  ]
  const search = createSearch(body)
  const tags: Found[] = []
  let [line, counted] = [1, 0]
  const keep = (tag: Tag, syntax: Syntax, more?: { isInCode: true }) => {
    line += body.slice(counted, tag.start).split('\n').length - 1
    counted = tag.start
    tags.push({ ...tag, syntax, line, ...more })
    return tag.end
  }
  scanMarkdown(body, {
    search,
    hasIndentedCode: !dialect.isMdx && dialect.hasIndentedCode !== false,
    tagAt(at, isLineStart) {
      for (const syntax of syntaxes) {
        const tag = syntax.read(search, at, isLineStart)
        if (tag) return keep(tag, syntax)
      }
      return undefined
    },
    ...(inCode && {
      codeTagAt(at) {
        const tag = inCode.read(search, at, false)
        if (!tag || !givesValue(tag)) return undefined
        return keep({ ...tag, kind: 'alone' }, inCode, { isInCode: true })
      },
    }),
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
  output: TemplateOutput
}

function replaceTags(
  body: string,
  tags: Found[],
  dialect: TemplateDialect,
  context: TemplateContext,
): { body: string; dropped: Dropped[] } {
  const dropped: Dropped[] = []
  const frames: Frame[] = [{ tag: undefined, output: createOutput() }]
  let at = 0
  let tooDeep = 0
  const mayHoldBlock = mayHoldHtmlBlock(body)
  const add = (text: string) => {
    frames.at(-1)!.output.add(text)
  }
  const put = (tag: Found, inner: string | undefined, end: number) => {
    const placement = placementOf(body, tag, end, dialect)
    const text = tag.text ?? renderTag(tag, inner, placement, context)
    if (tag.name === UNFILLED) dropped.push({ line: tag.line, what: nameOf(body, tag), isShown: true })
    if (text === undefined) dropped.push({ line: tag.line, what: nameOf(body, tag) })
    const { output } = frames.at(-1)!
    if (text === undefined && inner === undefined && !tag.isInCode && isInAddress(output.end())) {
      // An address that stands by itself needs a scheme.
      add(output.end().endsWith('<') ? `unknown:${UNKNOWN_PART}` : UNKNOWN_PART)
      return
    }
    const shown = text ?? placeContent(inner, placement)
    if (placement.isAlone && mayHoldBlock && isInHtmlBlock(output.end())) {
      // An empty line would end the block.
      const line = shown.includes('\n\n') ? shown : shown.trimEnd()
      if (line !== '') add(line)
      else {
        output.dropLine()
        at = endOfLine(body, end) + 1
      }
    } else add(shown)
  }
  for (const tag of tags) {
    add(body.slice(at, tag.start))
    at = Math.max(at, tag.end)
    if (tag.kind === 'open' && tag.isPaired) {
      if (frames.length > MAX_DEPTH) tooDeep++
      else frames.push({ tag, output: createOutput() })
    } else if (tag.kind === 'close' && tag.isPaired) {
      if (tooDeep > 0) tooDeep--
      else {
        const { tag: opening, output } = frames.pop()!
        put(opening!, output.text(), tag.end)
      }
    } else put(tag, tag.verbatim, tag.end)
  }
  add(body.slice(at))
  return { body: frames[0]!.output.text(), dropped: dropped.sort((a, b) => a.line - b.line) }
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
