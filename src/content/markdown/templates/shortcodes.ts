import { NO_ARGS, parseArgs, type Syntax, textTag } from './tag.ts'

/** Shortcodes whose content is shown verbatim. */
const VERBATIM = /^(?:highlight|code|codeblock|mermaid|comment|math|katex|rawhtml|html)$/

/** Hugo's shortcodes, `{{< name … >}}` and `{{% name … %}}`, and their escaped form, which has comment marks around the name. */
export const shortcodes: Syntax = {
  name: 'shortcode',
  read(search, at) {
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
      const shown = text
        .slice(at, end)
        .replace('/*', '')
        .replace(/\*\/(?=\s*[>%]\}\}$)/, '')
      return textTag(at, end, shown.replaceAll('<', '&lt;'))
    }
    const [, slash = '', name = '', rest = ''] = /^(\/?)\s*([\w./-]*)([\s\S]*)$/.exec(inner) ?? []
    const tag = { start: at, end, name: name.toLowerCase() }
    if (slash !== '') return { ...tag, kind: 'close', args: NO_ARGS }
    const args = parseArgs(rest.endsWith('/') ? rest.slice(0, -1) : rest)
    if (rest.endsWith('/') || name.endsWith('/'))
      return { ...tag, kind: 'alone', args, name: tag.name.replace(/\/$/, '') }
    if (!VERBATIM.test(tag.name)) return { ...tag, kind: 'open', args }
    const closer = new RegExp(`\\{\\{[<%]\\s{0,9}/\\s{0,9}${tag.name}\\s{0,9}[>%]\\}\\}`, 'gi')
    const closed = search.next(closer, end)
    if (closed < 0) return { ...tag, kind: 'alone', args }
    const verbatim = text.slice(end, closed)
    return { ...tag, kind: 'alone', args, verbatim, end: text.indexOf('}}', closed) + 2 }
  },
}
