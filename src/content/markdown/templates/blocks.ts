import { inlineText } from '../markdown.ts'
import { attribute, block, escapeHtml, inline, type TagUse, wrap } from './markup.ts'
import { argument, type Tag } from './tag.ts'

/** Renders an image, as a figure if it has a caption and stands alone. */
export function figure({ tag, inner, placement, context }: TagUse): string | undefined {
  const { args } = tag
  const typed =
    argument(args, 'src', 'source', 'image_path', 'path', 'url', 'image', 'img', 'file', 'id', 'name') ??
    args.list.find((word) => /[./]/.test(word)) ??
    args.list[0]
  if (typed === undefined) return undefined
  const source = tag.name === 'asset_img' ? context.findAsset(typed) : typed
  // The words before it are class names.
  const rest = args.list.slice(args.list.indexOf(typed) + 1)
  const caption =
    argument(args, 'caption', 'title', 'legend', 'description') ??
    (tag.name === 'figure' ? inner?.trim() : undefined)
  const alt =
    argument(args, 'alt', 'title') ??
    rest
      .filter((word) => !/^\d+%?$/.test(word))
      .join(' ')
      .replaceAll('"', '')
  const size = (name: string) => attribute(name, /^\d+$/.exec(argument(args, name) ?? '')?.[0])
  const picture = `<img${attribute('src', source)} alt="${escapeHtml(inlineText(alt || caption || ''))}"${size('width')}${size('height')}>`
  const address = argument(args, 'link', 'href')
  const shown = address === undefined ? picture : `<a${attribute('href', address)}>${picture}</a>`
  // Hugo shows its title above the caption.
  const title = tag.name === 'figure' ? argument(args, 'title') : undefined
  const creditLink = argument(args, 'attrlink')
  const credit = inline(argument(args, 'attr') ?? '')
  const words = [
    title && title !== caption && `<strong>${inline(title)}</strong>`,
    inline(caption ?? ''),
    creditLink === undefined || credit === '' ? credit : `<a${attribute('href', creditLink)}>${credit}</a>`,
  ]
    .filter(Boolean)
    .join(' ')
  if (!placement.isAlone) return shown
  return words === '' || tag.name.startsWith('img')
    ? block(shown)
    : block(`<figure>${shown}<figcaption>${words}</figcaption></figure>`)
}

/** Renders code verbatim, in a fence that is longer than any run of backticks in it. */
export function fence({ tag, inner, placement }: TagUse, language = languageOf(tag)): string | undefined {
  if (inner === undefined) return undefined
  if (!placement.isAlone && !inner.includes('\n')) return codeSpan(inner)
  const mark = backticks(inner, 3)
  const code = inner.replace(/^[ \t]*\n/, '').replace(/\n[ \t]*$/, '')
  const title = argument(tag.args, 'title', 'caption', 'filename')
  const indent = placement.indent
  const opening = title === undefined ? '' : `<div><strong>${inline(title)}</strong></div>\n\n${indent}`
  const block = `${opening}${mark}${language}\n${code}\n${indent}${mark}`
  return placement.isAlone ? block : `\n\n${block}\n\n`
}

function languageOf({ args }: Tag): string {
  const named = argument(args, 'lang', 'language', 'type') ?? /\blang:(\S+)/.exec(args.text)?.[1]
  const word = named ?? args.list[0] ?? ''
  return /^[\w#+.-]{1,30}$/.test(word) && !word.includes('=') ? word : ''
}

function codeSpan(code: string): string {
  const mark = backticks(code, 1)
  return mark === '`' ? mark + code + mark : `${mark} ${code} ${mark}`
}

/** A run of backticks that is longer than any in the code. */
function backticks(code: string, least: number): string {
  const longest = Math.max(least - 1, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  return '`'.repeat(longest + 1)
}

/** Renders collapsible content as `<details>` with its summary. */
export function details({ tag, inner, placement }: TagUse): string | undefined {
  if (inner === undefined) return undefined
  // The content of an HTML `<details>` already has a summary.
  const summary = /<summary/i.test(inner) ? '' : `<summary>${inline(titleOf(tag) ?? 'Details')}</summary>`
  return wrap(`<details>${summary}`, inner, '</details>', placement)
}

/** Renders a quotation with its source. */
export function quotation({ tag, inner, placement }: TagUse): string | undefined {
  if (inner === undefined) return undefined
  const { named, list, text } = tag.args
  const typed = list.length > 0 ? text.replace(/^"(.*)"$/, '$1') : ''
  const source = named.size > 0 ? argument(tag.args, 'author', 'source', 'cite', 'title') : typed
  const credit = source ? `<p>— ${inline(source)}</p>` : ''
  return wrap('<blockquote>', inner, `${credit}</blockquote>`, placement)
}

/** Renders a tab or a step: its label above its content. */
export function labelled({ tag, inner, placement }: TagUse): string | undefined {
  if (inner === undefined) return undefined
  const label = titleOf(tag)
  return label === undefined
    ? `\n\n${inner}\n\n`
    : wrap(`<div><strong>${inline(label)}</strong></div>`, inner, '', placement)
}

const KINDS =
  /^(?:note|tip|info|warning|danger|caution|important|primary|secondary|success|default|error|light|dark)$/

/** Renders an admonition as a quotation with its title, or else its kind. */
export function note({ tag, inner, placement }: TagUse): string | undefined {
  if (inner === undefined) return undefined
  const kind = argument(tag.args, 'type', 'style', 'kind') ?? tag.args.list.find((word) => KINDS.test(word))
  const given =
    argument(tag.args, 'title', 'heading', 'label') ??
    tag.args.list
      .filter((word) => !KINDS.test(word) && /\p{L}/u.test(word) && !/^(?:no-icon|fa\b)/.test(word))
      .join(' ')
  const title =
    given ||
    capitalize(
      kind ?? (/^(?:aside|alert|notice|callouts?|admonition|message)$/.test(tag.name) ? '' : tag.name),
    )
  return wrap(
    `<blockquote>${title === '' ? '' : `<div><strong>${inline(title)}</strong></div>`}`,
    inner,
    '</blockquote>',
    placement,
  )
}

function titleOf({ args }: Tag): string | undefined {
  return (
    argument(args, 'title', 'label', 'name', 'summary', 'header', 'heading', 'value', 'tabname') ??
    (args.named.size === 0 && args.list.length > 0 ? args.list.join(' ') : undefined)
  )
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
