import type { Element } from '../../content/text/html.ts'

/** Attributes that say how something looks, which a page says in its style. */
const PRESENTATIONAL = new Set(
  'style align bgcolor background border cellpadding cellspacing char charoff clear color compact face frame height hspace noshade nowrap rules size valign vspace width'.split(
    ' ',
  ),
)
/** Elements whose width and height are numbers that keep their place while they load. */
const SIZED = new Set(['img', 'video', 'iframe', 'source'])
const COUNT = /^[1-9]\d{0,3}$/
const INTEGER = /^-?\d{1,9}$/
/** What the value of an attribute must be; another one says nothing, and HTML forbids it. */
const VALUES: Record<string, RegExp> = {
  colspan: COUNT,
  rowspan: COUNT,
  span: COUNT,
  start: INTEGER,
  'li value': INTEGER,
  width: /^\d{1,6}$/,
  height: /^\d{1,6}$/,
  'ol type': /^[1aAiI]$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  kind: /^(?:subtitles|captions|descriptions|chapters|metadata)$/i,
  preload: /^(?:none|metadata|auto)$/i,
}

/** Removes what a strict page refuses, in place: looks become the classes `left`, `center`, `right` and so on, and senseless values are dropped. */
export function cleanPageAttributes({ name, attribs }: Element): void {
  const alignment = alignmentOf(attribs)
  for (const key of Object.keys(attribs)) {
    const isLook = PRESENTATIONAL.has(key) && !(SIZED.has(name) && (key === 'width' || key === 'height'))
    const pattern = VALUES[`${name} ${key}`] ?? VALUES[key]
    if (isLook || (pattern && !pattern.test(attribs[key]!))) delete attribs[key]
  }
  if (alignment === undefined || (name !== 'td' && name !== 'th')) return
  attribs.class = attribs.class ? `${attribs.class} ${alignment}` : alignment
}

function alignmentOf({ align, style }: Record<string, string>): string | undefined {
  if (align === undefined && style === undefined) return undefined
  const named = align ?? /text-align:\s?([a-z]+)/.exec(style ?? '')?.[1]
  return /^(?:left|right|center|start|end|justify)$/.exec(named ?? '')?.[0]
}
