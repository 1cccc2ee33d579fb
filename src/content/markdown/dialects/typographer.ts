import type { MarkdownIt, Token } from 'markdown-it'
import type { MarkdownFeature } from '../../generators/renderers/markdown-feature.ts'
import { type Change, type FlatText, flatten, replaceIn } from './flat-text.ts'
import { goldmarkQuotes } from './goldmark-quotes.ts'

/** Finds what a renderer replaces in the text of a paragraph, in order. */
type Rule = (flat: FlatText) => Change[]

const RULES: readonly [MarkdownFeature, Rule][] = [
  ['goldmark-symbols', ({ text }) => symbols(text, /---?|\.\.\.|<<|>>/g)],
  ['kramdown-symbols', kramdownSymbols],
  ['smartypants', ({ text }) => symbols(text, /---?|\.\.\./g)],
  ['goldmark-quotes', ({ text }) => goldmarkQuotes(text)],
  ['kramdown-quotes', kramdownQuotes],
  ['smartypants', smartypantsQuotes],
]

/** Replaces quotes, dashes, ellipses and guillemets as the renderers with these features do. */
export function addTypographer(markdown: MarkdownIt, features: ReadonlySet<MarkdownFeature>): void {
  // `<<x>>` holds no element.
  if (features.has('goldmark-symbols') || features.has('kramdown-symbols'))
    markdown.inline.ruler.before('autolink', 'guillemet', (state, silent) => {
      if (!state.src.startsWith('<<', state.pos)) return false
      if (!silent) state.pending += '<<'
      state.pos += 2
      return true
    })
  const rules = RULES.flatMap(([feature, rule]) => (features.has(feature) ? [rule] : []))
  if (rules.length === 0) return
  // Escaped characters are tokens of their own before this rule joins them with the text.
  markdown.core.ruler.before('text_join', 'site-typographer', ({ tokens }) => {
    for (const { type, content, children } of tokens) {
      if (type !== 'inline' || !/["'<>]|--|\.\.\./.test(content)) continue
      for (const rule of rules) {
        const flat = flatten(children!)
        replaceIn(flat, rule(flat))
      }
    }
  })
}

/** Replaces them in a text without markup, as kramdown does. */
export function smarten(text: string): string {
  const owner = { content: text } as Token
  for (const rule of [kramdownSymbols, kramdownQuotes]) {
    const flat = { text: owner.content, owners: Array<Token>(owner.content.length).fill(owner) }
    replaceIn(flat, rule(flat))
  }
  return owner.content
}

function kramdownSymbols({ text }: FlatText): Change[] {
  return symbols(text, /---?|\.\.\.|<< ?| ?>>/g)
}

const SIGNS: Record<string, string> = {
  '---': '—',
  '--': '–',
  '...': '…',
  '<<': '«',
  '>>': '»',
  '<< ': '«\u00A0',
  ' >>': '\u00A0»',
}

function symbols(text: string, pattern: RegExp): Change[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    to: SIGNS[match[0]]!,
  }))
}

/** The rules of marked's smartypants, as Hexo has them: a quote opens behind a blank or an opening sign. */
function smartypantsQuotes({ text }: FlatText): Change[] {
  return replaceQuotes(text, (quote, index) => {
    const opens = index === 0 || /[-—/([{"'‘\s]/.test(text[index - 1]!)
    if (quote === "'") return opens ? '‘' : '’'
    return opens ? '“' : '”'
  })
}

/** The rules of kramdown, in its order (parser/kramdown/smart_quotes.rb). */
function kramdownQuotes({ text, owners }: FlatText): Change[] {
  // It has left behind what comes before the text of an element.
  const before = (index: number) => (owners[index - 1] === owners[index] ? (text[index - 1] ?? '') : '')
  return replaceQuotes(text, (quote, index) => {
    const rest = text.slice(index + 1, index + 5)
    const [left, right] = quote === '"' ? ['“', '”'] : ['‘', '’']
    // A rule that takes the character before the quote comes first where kramdown has reached that character.
    const last = before(index)
    const isPair = /["']/.test(rest[0] ?? '') && rest[0] !== quote
    if (/^[_*]{1,2}\S/.test(rest)) return closesBehind(last) ? right : left
    if (/^[!"#$%'()*+,\-./:;<=>?@[\\\]^_`{|}~](?!\.\.)(?![\w])/.test(rest)) return right
    if (isPair && /^\w/.test(rest.slice(1)) && !closesBehind(last)) return left
    if (/["']/.test(last) && last !== quote && /^\w/.test(rest) && !closesBehind(before(index - 1)))
      return left
    if (quote === "'" && /^\d\ds/.test(rest)) return right
    if (/\s/.test(last) && /^\w/.test(rest)) return left
    if (closesBehind(last)) return right
    return /^(?:\s|s\b|$)/.test(rest) ? right : left
  })
}

function closesBehind(character: string): boolean {
  return /[^ \\\t\r\n[{(-]/.test(character)
}

function replaceQuotes(text: string, choose: (quote: string, index: number) => string): Change[] {
  return [...text.matchAll(/["']/g)].map(({ 0: quote, index }) => ({
    start: index,
    end: index + 1,
    to: choose(quote, index),
  }))
}
