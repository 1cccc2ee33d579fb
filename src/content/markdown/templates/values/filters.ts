import { type KnownValue, knownAt } from '../../../generators/values/known-values.ts'
import type { TemplateContext } from '../tag.ts'

type Inputs = (KnownValue | undefined)[]
type Filter = (value: string, inputs: (string | undefined)[]) => string | undefined

/** Filters of a text. */
const TEXT_FILTERS: Record<string, Filter> = {
  prepend: (value, [start]) => start && start + value,
  append: (value, [end]) => (end === undefined ? undefined : value + end),
  upcase: (value) => value.toUpperCase(),
  upper: (value) => value.toUpperCase(),
  downcase: (value) => value.toLowerCase(),
  lower: (value) => value.toLowerCase(),
  capitalize: (value) => value.charAt(0).toUpperCase() + value.slice(1),
  trim: (value) => value.trim(),
  strip: (value) => value.trim(),
  size: (value) => String(value.length),
  remove: (value, [part]) => (part ? value.replaceAll(part, '') : undefined),
  replace: (value, [part, by]) => (part && by !== undefined ? value.replaceAll(part, by) : undefined),
  date: (value, [format]) => (format === undefined ? undefined : formatDay(value, format)),
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** Applies a filter of Liquid, Nunjucks or Tera; undefined for one that is unknown. */
export function applyFilter(
  value: KnownValue,
  name: string,
  inputs: Inputs,
  { siteUrl }: TemplateContext,
): KnownValue | undefined {
  if (Array.isArray(value)) return applyToList(value, name, inputs)
  if (/^(?:escape|xml_escape|safe|markdownify|strip_html|default)$/.test(name)) return value
  if (typeof value !== 'string') return undefined
  const base = new URL(siteUrl)
  const rooted = /^[a-z][a-z\d+.-]*:/i.test(value) ? value : base.pathname + value.replace(/^\/+/, '')
  if (/^(?:relative_url|url)$/.test(name)) return rooted
  if (/^(?:absolute_url|absoluteUrl|get_url)$/.test(name)) return new URL(rooted, base).href
  if (name === 'split') return typeof inputs[0] === 'string' ? value.split(inputs[0]) : undefined
  const texts = inputs.map((input) => (typeof input === 'string' ? input : undefined))
  return Object.hasOwn(TEXT_FILTERS, name) ? TEXT_FILTERS[name]!(value, texts) : undefined
}

function applyToList(list: KnownValue[], name: string, [key, wanted]: Inputs): KnownValue | undefined {
  if (name === 'first' || name === 'last') return knownAt(list, name)
  if (name === 'size' || name === 'length') return String(list.length)
  if (name === 'reverse') return list.toReversed()
  if (typeof key !== 'string') return undefined
  if (name === 'where') return list.filter((one) => knownAt(one, key) === wanted)
  if (name === 'map') return list.map((one) => knownAt(one, key) ?? '')
  if (name !== 'join' || !list.every((one) => typeof one === 'string')) return undefined
  return list.join(key)
}

/** Formats a date as `strftime` does; undefined for what only a calendar or a clock could tell. */
function formatDay(value: string, format: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(value) ?? []
  const name = MONTHS[Number(month) - 1]
  if (day === undefined || name === undefined) return undefined
  const parts: Record<string, string> = {
    '%Y': year!,
    '%y': year!.slice(2),
    '%m': month!,
    '%-m': String(Number(month)),
    '%d': day,
    '%-d': String(Number(day)),
    '%e': String(Number(day)).padStart(2),
    '%B': name,
    '%b': name.slice(0, 3),
    '%%': '%',
  }
  const isKnown = [...format.matchAll(/%-?./g)].every(([part]) => Object.hasOwn(parts, part))
  return isKnown ? format.replace(/%-?./g, (part) => parts[part]!) : undefined
}
