import { type Family, NO_ARGS, parseArgs, type Tag } from './tag.ts'

const OPENING =
  /(:{3,})[ \t]*(?:([A-Za-z][\w-]*)|\{\.?([\w-]+)[^}\n]*\})[ \t]*(?:\[([^\]\n]*)\])?[ \t]*(?:\{([^}\n]*)\})?[ \t]*([^\n]*)(?:\n|$)/y
const CLOSING = /:{3,}[ \t]*(?:\n|$)/y
/** GitHub's alerts: the first line of a quotation. */
const ALERT = /\[!(note|tip|important|warning|caution)\][ \t]*(?=\n|$)/iy
const LEAF = /::([A-Za-z][\w-]*)(?:\[([^\]\n]*)\])?(?:\{([^}\n]*)\})?[ \t]*(?=\n|$)/y

/** Blocks between `:::name Title` and `:::` lines, as Docusaurus and VitePress write them, and `::name[label]{…}` lines. */
export const directives: Family = {
  name: 'directive',
  read({ text }, at, isLineStart): Tag | undefined {
    if (!isLineStart) return undefined
    if (text[at] === '[') return readAlert(text, at)
    if (text[at] !== ':' || text[at + 1] !== ':') return undefined
    CLOSING.lastIndex = at
    if (CLOSING.test(text))
      return { start: at, end: lineEnd(text, at), kind: 'close', name: '', args: NO_ARGS }
    OPENING.lastIndex = at
    const opening = OPENING.exec(text)
    if (opening) {
      const [, , word, boxed, label, attributes = '', rest = ''] = opening
      const title = label ?? rest.replace(/:+[ \t]*$/, '').trim()
      return {
        start: at,
        end: lineEnd(text, at),
        kind: 'open',
        name: (word ?? boxed)!.toLowerCase(),
        args: withTitle(attributes, title),
      }
    }
    LEAF.lastIndex = at
    const leaf = LEAF.exec(text)
    if (!leaf) return undefined
    const [all, name, label = '', attributes = ''] = leaf
    const start = { start: at, end: at + all.length, kind: 'alone' as const, name: name!.toLowerCase() }
    return { ...start, args: withTitle(attributes.replace(/(^|\s)#([\w-]+)/, '$1id=$2'), label) }
  },
}

function readAlert(text: string, at: number): Tag | undefined {
  ALERT.lastIndex = at
  const [all, kind] = ALERT.exec(text) ?? []
  if (all === undefined || !/>[ \t]*$/.test(text.slice(Math.max(0, at - 10), at))) return undefined
  const label = kind!.charAt(0).toUpperCase() + kind!.slice(1).toLowerCase()
  // Two blanks at the end of a line break it.
  return { start: at, end: at + all.length, kind: 'alone', name: '', args: NO_ARGS, text: `**${label}**  ` }
}

function withTitle(attributes: string, title: string): Tag['args'] {
  const { list, named, text } = parseArgs(attributes)
  return title === '' ? { list, named, text } : { list, named: new Map([...named, ['title', title]]), text }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
