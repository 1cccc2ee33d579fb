import type { MarkdownIt, Token } from 'markdown-it'
import EMOJI from 'markdown-it-emoji/lib/data/full.mjs'

const CODE = /:([\w+-]{1,60}):/y
/** Pictures that Material for MkDocs brings: `:material-account:`. */
const ICON = /^(?:material|fontawesome|octicons|simple)-/

/** Puts emoji in the place of their names on GitHub, `:wave:`. With `dropIcons`, a name of Material's icons shows nothing. */
export function addEmoji(markdown: MarkdownIt, dropIcons: boolean): void {
  markdown.inline.ruler.before('backticks', 'emoji', (state, silent) => {
    if (state.src[state.pos] !== ':') return false
    CODE.lastIndex = state.pos
    const [all, name] = CODE.exec(state.src) ?? []
    if (all === undefined || name === undefined || state.pos + all.length > state.posMax) return false
    if (isInCode(state.tokens)) return false
    const emoji = Object.hasOwn(EMOJI, name) ? EMOJI[name] : dropIcons && ICON.test(name) ? '' : undefined
    if (emoji === undefined) return false
    if (!silent) state.pending += emoji
    state.pos += all.length
    return true
  })
}

/** How far the start of an element `code` is looked for, so that the time is linear. */
const MAX_TOKENS = 50

/** Whether the last of these tokens is in `<code>`, written as HTML. */
function isInCode(tokens: readonly Token[]): boolean {
  const tags = tokens.slice(-MAX_TOKENS).filter(({ type }) => type === 'html_inline')
  const tag = tags.findLast(({ content }) => /^<\/?(?:code|kbd|samp)\b/i.test(content))
  return tag !== undefined && !tag.content.startsWith('</')
}
