import type { MarkdownFeature } from './markdown-feature.ts'

/** The first line of a block. */
interface Opening {
  slashes: string
  indent: number
  kind: string
  title: string
  feature: MarkdownFeature
}

const START = /^( *)(\/{3,}) *([\w-]{1,40}) *(?:\|(.*))?$/
const FENCE = /^ *(`{3,}|~{3,})/
/** What a body may be indented below: items of lists, and the indented blocks of Python-Markdown. */
const HOLDER = /^ *(?:[-+*] |\d{1,9}[.)] |!!!|\?\?\?|===)/
const TYPE = /^ *type: *["']?([\w -]{1,40})/
const FEATURES: [kind: RegExp, feature: MarkdownFeature][] = [
  [/^details(?:-\w+)?$/, 'block-details'],
  [/^tab$/, 'block-tabs'],
  [/^(?:html|define|(?:figure-|table-)?caption)$/, 'block-html'],
  // Its types, those of Material, and those that a site adds.
  [/^[a-z]/i, 'block-admonitions'],
]
/** Blocks that are nested deeper stay text. */
const MAX_DEPTH = 20

/**
 * Turns the blocks of PyMdown, from `/// note | Title` to `///`, into Markdown, but not in fenced code: admonitions and those that fold into
 * quotations with a title, tabs into their texts below their titles; of others the marks go. `adaptBody` adapts the Markdown in a block.
 */
export function adaptSlashBlocks(
  source: string,
  features: readonly MarkdownFeature[],
  adaptBody: (body: string) => string,
): string {
  if (!source.includes('///') || !features.some((feature) => feature.startsWith('block-'))) return source
  return adapt(source.split('\n'), 0).join('\n')

  function adapt(lines: readonly string[], depth: number): string[] {
    const adapted: string[] = []
    let fence: string | undefined
    let isInHolder = false
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at]!
      const opening =
        fence === undefined && depth < MAX_DEPTH ? readOpening(line, isInHolder, features) : undefined
      if (!opening) {
        fence = fenceAfter(line, fence)
        if (HOLDER.test(line)) isInHolder = true
        else if (/^\S/.test(line)) isInHolder = false
        adapted.push(line)
        continue
      }
      const end = endOfBlock(lines, at + 1, opening)
      // Otherwise the block would continue the paragraph before it.
      if (adapted.at(-1)?.trim()) adapted.push('')
      adapted.push(...render(opening, lines.slice(at + 1, end), depth))
      if (end < lines.length) adapted.push('')
      at = end
    }
    return adapted
  }

  function render(
    { indent, kind, title, feature }: Opening,
    inner: readonly string[],
    depth: number,
  ): string[] {
    const count = inner.findIndex((line) => columns(line) < indent + 4 || line.trim() === '')
    const options = inner.slice(0, count < 0 ? inner.length : count)
    const body = inner.slice(options.length).map((line) => line.slice(Math.min(indent, columns(line))))
    const type = options.map((line) => TYPE.exec(line)?.[1]?.trim()).find(Boolean)
    const isQuote = feature !== 'block-tabs' && feature !== 'block-html'
    const named = type ?? kind.replace(/^details-(?=\w)/, '')
    const shown = title || (isQuote ? named.charAt(0).toUpperCase() + named.slice(1).toLowerCase() : '')
    const content = adaptBody(adapt(body, depth + 1).join('\n')).split('\n')
    const heading = shown === '' || feature === 'block-html' ? '' : `<strong>${shown}</strong>`
    const quoted = isQuote
      ? [`${heading}  `, ...content].map((line) => `> ${line}`.trimEnd() + (line.endsWith('  ') ? '  ' : ''))
      : [heading, ...(heading === '' || content[0]?.trim() === '' ? content : ['', ...content])]
    return [...options.map(() => ''), ...quoted.map((line) => (line === '' ? '' : ' '.repeat(indent) + line))]
  }
}

function readOpening(
  line: string,
  isInHolder: boolean,
  features: readonly MarkdownFeature[],
): Opening | undefined {
  const [, blanks = '', slashes, kind = '', title = ''] = START.exec(line.trimEnd()) ?? []
  if (slashes === undefined || (blanks.length > 3 && !isInHolder)) return undefined
  const feature = FEATURES.find(([pattern]) => pattern.test(kind))?.[1]
  if (!feature || !features.includes(feature)) return undefined
  return { slashes, indent: blanks.length, kind, title: title.trim(), feature }
}

/** The index of the line that ends a block: as many slashes alone; behind the last line where there is none. */
function endOfBlock(lines: readonly string[], start: number, { slashes }: Opening): number {
  let fence: string | undefined
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]!
    if (fence === undefined && line.trim() === slashes) return at
    fence = fenceAfter(line, fence)
  }
  return lines.length
}

/** The fence of the code that is open behind a line. */
function fenceAfter(line: string, fence: string | undefined): string | undefined {
  const mark = FENCE.exec(line)?.[1]
  if (fence === undefined) return mark
  const isEnd = mark?.startsWith(fence) && line.trim() === mark
  return isEnd ? undefined : fence
}

function columns(line: string): number {
  return line.length - line.trimStart().length
}
