import { dropAtEnd } from '../../text/characters.ts'
import { endOfLine, matchAt } from './search.ts'
import { NO_ARGS, parseArgs, type Syntax, type Tag, textTag } from './tag.ts'

/** The start of an opening line; a label, attributes and a title may follow. */
const OPENING = /:{3,}[ \t]*(?:([A-Za-z][\w-]*)|\{\.?([\w-]+)(?![\w-])[^}\n]*\})/y
const LABEL = /[ \t]*\[([^\]\n]*)\]/y
const ATTRIBUTES = /[ \t]*\{([^}\n]*)\}/y
const CLOSING = /:{3,}[ \t]*(?:\n|$)/y
/** Alerts of GitHub and others, with a title or a mark for folding: the first line of a block quotation. */
const ALERT = /\[!([a-z][\w-]{0,40})\][+-]?(?:[ \t]+([^\n]{0,300}))?(?=\n|$)/iy
const LEAF = /::([A-Za-z][\w-]*)(?:\[([^\]\n]*)\])?(?:\{([^}\n]*)\})?[ \t]*(?=\n|$)/y

/** Docusaurus' and VitePress' blocks between `:::name Title` and `:::` lines, `::name[label]{…}` lines, and GitHub's alerts. */
export const directives: Syntax = {
  name: 'directive',
  read({ text }, at, isLineStart): Tag | undefined {
    if (!isLineStart) return undefined
    if (text[at] === '[') return readAlert(text, at)
    if (text[at] !== ':' || text[at + 1] !== ':') return undefined
    const place = { start: at, end: endOfLine(text, at) }
    if (matchAt(CLOSING, text, at)) return { ...place, kind: 'close', name: '', args: NO_ARGS }
    const opening = matchAt(OPENING, text, at)
    if (opening) {
      const [start, word, boxed] = opening
      const [labelled = '', label] = matchAt(LABEL, text, at + start.length) ?? []
      const behind = at + start.length + labelled.length
      const [braced = '', attributes = ''] = matchAt(ATTRIBUTES, text, behind) ?? []
      const rest = text.slice(behind + braced.length, place.end)
      const title = label ?? dropAtEnd(rest.trim(), ':').trim()
      const name = (word ?? boxed)!.toLowerCase()
      return { ...place, kind: 'open', name, args: withTitle(attributes, title) }
    }
    const [, name, label = '', attributes = ''] = matchAt(LEAF, text, at) ?? []
    if (name === undefined) return undefined
    const args = withTitle(attributes.replace(/(^|\s)#([\w-]+)/, '$1id=$2'), label)
    return { ...place, kind: 'alone', name: name.toLowerCase(), args }
  },
}

function readAlert(text: string, at: number): Tag | undefined {
  const [all, kind, title = ''] = matchAt(ALERT, text, at) ?? []
  if (all === undefined || !/>[ \t]*$/.test(text.slice(Math.max(0, at - 10), at))) return undefined
  const label = kind!.charAt(0).toUpperCase() + kind!.slice(1).toLowerCase()
  // Two blanks at the end of a line are a hard break.
  const shown = title.trim() === '' ? `**${label}**` : `<strong>${title.trim()}</strong>`
  return textTag(at, at + all.length, `${shown}  `)
}

function withTitle(attributes: string, title: string): Tag['args'] {
  const args = parseArgs(attributes)
  return title === '' ? args : { ...args, named: new Map([...args.named, ['title', title]]) }
}
