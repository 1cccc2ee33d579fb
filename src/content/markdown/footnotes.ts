import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it'
import footnote from 'markdown-it-footnote'

/** What markdown-it-footnote keeps of a text's notes. */
interface Notes {
  refs?: Record<string, number>
  list?: Note[]
}

interface Note {
  /** Absent in a note that stands in its sentence, which has tokens instead. */
  label?: string
  /** How often the text refers to it. */
  count?: number
  content?: string
  tokens?: Token[]
}

interface Environment {
  footnotes?: Notes
  /** How many notes the text that is being read stands within. */
  noteDepth?: number
}

/** Notes within notes beyond this depth stay as they were typed: each level is read once more. */
const MAX_DEPTH = 3
/** Notes in sentences beyond this number stay as they were typed: five characters become hundreds, in every feed. */
const MAX_NOTES = 5000

/**
 * Footnotes of markdown-it-footnote, `[^a]` and `^[text]`, in linear time: it copies all tokens for each note, reads a note within notes
 * again for each of them, and looks for the end of a label from every `[^`.
 */
export function addFootnotes(markdown: MarkdownIt): void {
  markdown.use(footnote)
  markdown.inline.ruler.at('footnote_inline', readNote)
  markdown.inline.ruler.before('footnote_ref', 'footnote-no-label', skipNoLabel)
  markdown.core.ruler.at('footnote_tail', placeNotes)
  // The second reference to a note has its number too; the plugin prints `[1:1]`.
  markdown.renderer.rules.footnote_caption = (tokens, index) => `[${Number(tokens[index]!.meta?.id) + 1}]`
}

function readNote(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  if (!src.startsWith('^[', pos)) return false
  const env = state.env as Environment
  const depth = env.noteDepth ?? 0
  if (depth >= MAX_DEPTH || (env.footnotes?.list?.length ?? 0) >= MAX_NOTES) return false
  const end = state.md.helpers.parseLinkLabel(state, pos + 1)
  if (end < 0) return false
  if (!silent) {
    env.footnotes ??= {}
    env.footnotes.list ??= []
    const id = env.footnotes.list.length
    const content = src.slice(pos + 2, end)
    const note: Note = { content, tokens: [] }
    env.footnotes.list.push(note)
    env.noteDepth = depth + 1
    state.md.inline.parse(content, state.md, state.env, note.tokens!)
    env.noteDepth = depth
    state.push('footnote_ref', '', 0).meta = { id }
  }
  state.pos = end + 1
  state.posMax = posMax
  return true
}

const LABEL = /\[\^[^\s[\]]{1,100}\]/y

/** Keeps the bracket of `[^` as text where no label follows. */
function skipNoLabel(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('[^', state.pos)) return false
  LABEL.lastIndex = state.pos
  if (LABEL.test(state.src)) return false
  if (!silent) state.pending += '['
  state.pos++
  return true
}

/** Moves the notes to the end of the text, in the order in which it refers to them. */
function placeNotes(state: StateCore): void {
  const { footnotes } = state.env as Environment
  if (!footnotes) return
  const { text, defined } = separate(state.tokens)
  state.tokens = text
  if (!footnotes.list) return
  text.push(new state.Token('footnote_block_open', '', 1))
  for (const [id, note] of footnotes.list.entries()) {
    const { label } = note
    const add = (type: string, tag = '', nesting: -1 | 0 | 1 = 0) => {
      const token = new state.Token(type, tag, nesting)
      text.push(token)
      return token
    }
    add('footnote_open', '', 1).meta = { id, label }
    if (note.tokens) {
      add('paragraph_open', 'p', 1).block = true
      const inline = add('inline')
      inline.children = note.tokens
      inline.content = note.content!
      add('paragraph_close', 'p', -1).block = true
    } else for (const token of defined.get(label!) ?? []) text.push(token)
    const last = text.at(-1)!.type === 'paragraph_close' ? text.pop() : undefined
    for (let subId = 0; subId < Math.max(1, note.count ?? 0); subId++)
      add('footnote_anchor').meta = { id, subId, label }
    if (last) text.push(last)
    add('footnote_close', '', -1)
  }
  text.push(new state.Token('footnote_block_close', '', -1))
}

/** The tokens of the text, and those of the notes that are defined in it. */
function separate(tokens: Token[]): { text: Token[]; defined: Map<string, Token[]> } {
  const text: Token[] = []
  const defined = new Map<string, Token[]>()
  const open: { label: string; tokens: Token[] }[] = []
  for (const token of tokens) {
    if (token.type === 'footnote_reference_open') open.push({ label: String(token.meta?.label), tokens: [] })
    else if (token.type === 'footnote_reference_close') {
      const { label, tokens } = open.pop()!
      defined.set(label, tokens)
    } else (open.at(-1)?.tokens ?? text).push(token)
  }
  return { text, defined }
}
