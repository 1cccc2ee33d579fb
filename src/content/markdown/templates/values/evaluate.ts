import { ownValue } from '../../../generators/generator.ts'
import { isTable, type KnownValue, knownAt } from '../../../generators/values/known-values.ts'
import type { TemplateContext } from '../tag.ts'
import { applyFilter } from './filters.ts'

const FILTER = /\s*\|\s*([\w]+)\s*(?:[:(]((?:"[^"]*"|'[^']*'|[^|"'])*))?/y
const ARGUMENT = /((?:"[^"]*"|'[^']*'|[^,"'])+),?/y
const NAME = /[\p{L}_$][\p{L}\p{N}_$-]*/uy
const STEP =
  /\.([\p{L}\p{N}_$-]+)|\[\s*(?:"([^"\]]*)"|'([^'\]]*)'|(\d{1,9})|([\p{L}_$][\p{L}\p{N}_$.-]*))\s*\]/uy

/** Evaluates expressions such as `site.url`, `page.title` and `"/x" | relative_url` to a text; undefined if a name or filter is unknown. */
export function evaluate(expression: string, context: TemplateContext): string | undefined {
  return asText(evaluateValue(expression, context))
}

/** The value of Hugo's `param`: of the page, or else of the site. */
export function parameter(name: string, context: TemplateContext): string | undefined {
  return evaluate(`page.${name}`, context) ?? evaluate(`site.params.${name}`, context)
}

/** Keeps the value of `name = expression`; an unknown one takes away what the name was. */
export function assign(statement: string, context: TemplateContext): string | undefined {
  const [, name, expression] =
    /^([\p{L}_$][\p{L}\p{N}_$-]{0,100})\s{0,9}=([\s\S]*)$/u.exec(statement.trim()) ?? []
  if (name === undefined) return undefined
  const value = evaluateValue(expression!.trim(), context)
  if (value === undefined) context.variables?.delete(name)
  else context.variables?.set(name, value)
  return ''
}

function evaluateValue(expression: string, context: TemplateContext): KnownValue | undefined {
  const [head] = /^(?:"[^"]*"|'[^']*'|[^|"'[]|\[[^\]]*\])*/.exec(expression)!
  let value = lookUp(head, context)
  FILTER.lastIndex = head.length
  for (let filter = FILTER.exec(expression); filter; filter = FILTER.exec(expression)) {
    const [all, name, typed = ''] = filter
    if (all === '') break
    const inputs = splitArguments(typed.replace(/\)\s*$/, '')).map((one) => lookUp(one, context))
    if (name === 'default' && value === undefined) value = inputs[0]
    else value = value === undefined ? undefined : applyFilter(value, name!, inputs, context)
  }
  return value
}

function splitArguments(typed: string): string[] {
  const list: string[] = []
  ARGUMENT.lastIndex = 0
  for (let match = ARGUMENT.exec(typed); match; match = ARGUMENT.exec(typed)) list.push(match[1]!.trim())
  return list
}

/** A list prints its entries without anything between them. */
export function asText(value: KnownValue | undefined): string | undefined {
  if (Array.isArray(value)) return value.map((one) => asText(one) ?? '').join('')
  return isTable(value) ? undefined : value
}

function lookUp(typed: string, context: TemplateContext): KnownValue | undefined {
  const text = typed
    .trim()
    .replace(/^\.Params\./, 'page.')
    .replace(/^\.Site\.Params\./, 'site.params.')
  const [, , quoted] = /^(["'])([\s\S]*)\1$/.exec(text) ?? []
  if (quoted !== undefined) return quoted
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return text
  return (
    ownValue(builtIn(context), text.replace(/^(?:metadata|meta|config)\./, 'site.')) ?? follow(text, context)
  )
}

/** The values that the page itself has, wherever they stand. */
function builtIn({
  siteUrl,
  siteTitle,
  permalink,
  title,
}: TemplateContext): Record<string, string | undefined> {
  const base = new URL(siteUrl)
  const path = base.pathname.replace(/\/$/, '')
  return {
    'site.url': base.origin,
    'site.baseurl': path,
    'site.base_url': path,
    'site.root': path,
    'site.title': siteTitle,
    'page.url': permalink,
    'page.permalink': permalink,
    'page.title': title,
    title,
    '$frontmatter.title': title,
    'frontmatter.title': title,
  }
}

/** The value at a path such as `site.data.people["ann"].name`. */
function follow(path: string, context: TemplateContext): KnownValue | undefined {
  NAME.lastIndex = 0
  const [root] = NAME.exec(path) ?? []
  if (root === undefined) return undefined
  let value = context.variables?.get(root) ?? context.findValue?.(root)
  let at = root.length
  while (at < path.length && value !== undefined) {
    STEP.lastIndex = at
    const step = STEP.exec(path)
    if (!step) return undefined
    const [all, dotted, double, single, index, name] = step
    const key = name === undefined ? (dotted ?? double ?? single ?? index) : asText(lookUp(name, context))
    value = key === undefined ? undefined : knownAt(value, key)
    at += all.length
  }
  return value
}
