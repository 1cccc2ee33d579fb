import { matchAt, type Search } from './search.ts'
import { type Args, NO_ARGS, parseArgs, type Syntax, type Tag, textTag } from './tag.ts'

/** Which tags are read: all of them, of `{{ … }}` only what is unambiguously Liquid, or none. */
export type LiquidMode = 'every' | 'clear' | 'none'

/** Tags whose content is shown verbatim or left out. */
const VERBATIM =
  /^(?:for|tablerow|raw|verbatim|highlight|codeblock|code|comment|capture|math|mermaid|sourcecode|set_?block)$/
const LOOP = /^(?:for|tablerow)$/
const RAW = /\{%-?\s{0,9}(?:end)?raw\s{0,9}-?%\}/g
/** Tags without a closing tag that show nothing. */
const PARTS =
  /^(?:else|elsif|elseif|elif|when|break|continue|set|increment|decrement|more|render|extends|import|from|block|endblock|layout|tocstop)$/
const CLEAR =
  /^(?:(?:site|page|post|content|include|layout|config|collections)\b|\.(?:Site\.)?Params\.|["'][^"'\n]*["'](?:\s*\||$))/
const COMMENT = /\{#(?=\s)/y
/** The site's address; it is left out before the address of an article, which is absolute already. */
const SITE = /^site\.(?:url|base_?url|root)$/
const ARTICLE =
  /\s?(?:\{\{-?\s*site\.base_?url\s*-?\}\}\s?)?(?:\{%-?\s*(?:post_url|link)\b|\{\{-?\s*page\.url\b)/y

/**
 * Liquid and similar languages: tags of Jekyll, Hexo and Eleventy (`{% name … %}`), Zola's shortcodes (`{{ name(a="b") }}`,
 * `{% name() %} … {% end %}`) and values (`{{ site.url }}`).
 */
export function createLiquid(mode: LiquidMode): Syntax {
  return {
    name: 'liquid',
    read(search, at) {
      const { text } = search
      if (text[at] !== '{' || mode === 'none') return undefined
      if (text[at + 1] === '%') return readTag(search, at)
      if (text[at + 1] === '{') return readOutput(search, at, mode)
      if (mode === 'clear' || !matchAt(COMMENT, text, at)) return undefined
      const close = search.next('#}', at + 2)
      return close < 0 ? undefined : textTag(at, close + 2)
    },
  }
}

/** Offset of the closing mark of the tag at `at`, or -1 if another tag starts before it. */
function closeOf(search: Search, at: number, opening: string, closing: string): number {
  const close = search.next(closing, at + 2)
  const next = search.next(opening, at + 2)
  return next >= 0 && next < close ? -1 : close
}

function readTag(search: Search, at: number): Tag | undefined {
  const { text } = search
  const close = closeOf(search, at, '{%', '%}')
  if (close < 0) return undefined
  const end = close + 2
  const inner = text
    .slice(at + 2, close)
    .replace(/^-|-$/g, '')
    .trim()
  if (inner.startsWith('/*') && inner.endsWith('*/'))
    return textTag(at, end, `{% ${inner.slice(2, -2).trim()} %}`)
  const [, name = '', rest = ''] = /^([\w.:-]+)([\s\S]*)$/.exec(inner) ?? []
  const lower = name.toLowerCase()
  // Liquid's own comment.
  if (inner.startsWith('#')) return textTag(at, end)
  if (lower.startsWith('end')) return { start: at, end, kind: 'close', name: lower.slice(3), args: NO_ARGS }
  const isAssignment = lower === 'assign' || (lower === 'set' && rest.includes('='))
  if (isAssignment)
    return { start: at, end, kind: 'alone', name: ASSIGNMENT, args: { ...NO_ARGS, text: rest } }
  if (lower === '' || PARTS.test(lower)) return textTag(at, end)
  const args = argsOf(rest)
  const tag: Tag = { start: at, end, kind: 'open', name: lower, args }
  if (lower === 'include' || lower === 'include_cached') return included(tag)
  if (!VERBATIM.test(lower)) return tag
  const closed = search.next(new RegExp(`\\{%-?\\s{0,9}end${lower}\\s{0,9}-?%\\}`, 'gi'), end)
  if (closed < 0) return { ...tag, kind: 'alone' }
  const whole: Tag = { ...tag, kind: 'alone', end: text.indexOf('%}', closed) + 2 }
  // The data that a loop repeats over is unknown.
  if (LOOP.test(lower)) return whole
  const content = text.slice(end, closed)
  return { ...whole, verbatim: lower === 'raw' ? content : content.replace(RAW, '') }
}

/** Arguments after a name: `a b`, or Zola's `(a="b")`. */
function argsOf(text: string): Args {
  const inner = text.trim()
  return parseArgs(inner.startsWith('(') && inner.endsWith(')') ? inner.slice(1, -1) : inner)
}

/** An `include` becomes a tag with the name of the included file. */
function included(tag: Tag): Tag {
  const [file = '', ...list] = tag.args.list
  const name = file
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .toLowerCase()
  return { ...tag, kind: 'alone', name, args: { ...tag.args, list } }
}

function readOutput(search: Search, at: number, mode: LiquidMode): Tag | undefined {
  const { text } = search
  const close = closeOf(search, at, '{{', '}}')
  if (close < 0) return undefined
  const end = close + 2
  const inner = text.slice(at + 2, close)
  const typed = inner.trim()
  if (typed.startsWith('/*') && typed.endsWith('*/'))
    return textTag(at, end, `{{ ${typed.slice(2, -2).trim()} }}`)
  const expression = typed.replace(/^-|-$/g, '').trim()
  if (mode === 'clear' && !CLEAR.test(expression)) return undefined
  if (SITE.test(expression) && matchAt(ARTICLE, text, end)) return textTag(at, end)
  const [, name, args] = /^([\w:]+)\(([\s\S]*)\)$/.exec(typed) ?? []
  const place = { start: at, end, kind: 'alone' as const }
  if (name !== undefined) return { ...place, name: name.toLowerCase(), args: parseArgs(args!) }
  return { ...place, name: OUTPUT, args: { ...NO_ARGS, text: expression } }
}

/** The name of tags that fill in a value. */
export const OUTPUT = '{{'

/** The name of tags that give a value a name. */
export const ASSIGNMENT = 'assign'
