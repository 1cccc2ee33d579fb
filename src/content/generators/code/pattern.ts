import type { AnyNode } from 'acorn'
import { type CodeValue, isFunction } from './code-value.ts'
import { nameOf } from './evaluate.ts'

/** A template literal that a function returns, if it holds only values: `` data => `/${data.page.fileSlug}/` `` gives `/{{ page.fileSlug }}/`. */
export function patternOf(value: CodeValue | undefined): string | undefined {
  if (!isFunction(value) || !value.node.body) return undefined
  const { node } = value
  const [parameter] = node.params
  const data = parameter?.type === 'Identifier' ? `${parameter.name}.` : ''
  const body = node.body!
  const last = body.type === 'BlockStatement' ? body.body.at(-1) : undefined
  const result = last?.type === 'ReturnStatement' ? last.argument : body
  if (result?.type !== 'TemplateLiteral') return undefined
  const parts = result.expressions.map((part) => partOf(part, data))
  return parts.includes(undefined)
    ? undefined
    : result.quasis.map(({ value }, index) => (value.cooked ?? '') + (parts[index] ?? '')).join('')
}

/** A value of a template literal in the language of templates: `{{ slug or page.fileSlug | slugify }}`. */
function partOf(node: AnyNode, data: string): string | undefined {
  const isSlug = node.type === 'CallExpression' && /^(?:this\.)?slug(?:ify)?$/.test(nameOf(node.callee))
  const inner = isSlug ? node.arguments[0] : node
  if (!inner) return undefined
  const names = inner.type === 'LogicalExpression' ? [inner.left, inner.right] : [inner]
  const values = names
    .map((one) => nameOf(one))
    .map((name) => (name.startsWith(data) ? name.slice(data.length) : ''))
  if (values.some((name) => !/^[\w.]+$/.test(name))) return undefined
  return `{{ ${values.join(' or ')}${isSlug ? ' | slugify' : ''} }}`
}
