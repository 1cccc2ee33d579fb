import { type Family, NO_ARGS, parseArgs, type Tag } from './tag.ts'

/** Their content is shown as it is. */
const VERBATIM = /^(?:highlight|code|codeblock|mermaid|comment|math|katex|rawhtml|html)$/

/** Hugo's shortcodes, `{{< name … >}}` and `{{% name … %}}`, and their escape, which has the name between comment marks. */
export const shortcodes: Family = {
  name: 'shortcode',
  read(search, at): Tag | undefined {
    const { text } = search
    if (text[at] !== '{' || text[at + 1] !== '{') return undefined
    const mark = text[at + 2]
    if (mark !== '<' && mark !== '%') return undefined
    const closing = mark === '<' ? '>}}' : '%}}'
    const close = search.next(closing, at + 3)
    if (close < 0) return undefined
    const next = search.next(`{{${mark}`, at + 3)
    if (next >= 0 && next < close) return undefined
    const inner = text.slice(at + 3, close).trim()
    const end = close + 3
    if (inner.startsWith('/*') && inner.endsWith('*/') && inner.length >= 4) {
      const shown = `{{${mark}${text
        .slice(at + 3, close)
        .replace('/*', '')
        .replace(/\*\/(?=\s*$)/, '')}${closing}`
      return { start: at, end, kind: 'alone', name: '', args: NO_ARGS, text: shown.replaceAll('<', '&lt;') }
    }
    const [, slash = '', name = '', rest = ''] = /^(\/?)\s*([\w./-]*)([\s\S]*)$/.exec(inner) ?? []
    const tag = { start: at, end, name: name.toLowerCase() }
    if (slash !== '') return { ...tag, kind: 'close', args: NO_ARGS }
    const args = parseArgs(rest.endsWith('/') ? rest.slice(0, -1) : rest)
    if (rest.endsWith('/') || name.endsWith('/'))
      return { ...tag, kind: 'alone', args, name: tag.name.replace(/\/$/, '') }
    if (!VERBATIM.test(tag.name)) return { ...tag, kind: 'open', args }
    const closer = search.next(closerOf(tag.name), end)
    if (closer < 0) return { ...tag, kind: 'alone', args }
    return {
      ...tag,
      kind: 'alone',
      args,
      verbatim: text.slice(end, closer),
      end: text.indexOf('}}', closer) + 2,
    }
  },
}

const closers = new Map<string, RegExp>()

function closerOf(name: string): RegExp {
  let closer = closers.get(name)
  if (!closer) {
    closer = new RegExp(`\\{\\{[<%]\\s{0,9}/\\s{0,9}${name}\\s{0,9}[>%]\\}\\}`, 'gi')
    closers.set(name, closer)
  }
  return closer
}
