import type {
  AnyNode,
  CallExpression,
  LogicalExpression,
  MemberExpression,
  NewExpression,
  ObjectExpression,
} from 'acorn'
import { type AnyFunction, type Bindings, isFunctionNode, keyOf, type NameScope } from './bindings.ts'
import {
  type CodeCall,
  type CodeObject,
  type CodeValue,
  ENVIRONMENT,
  isFunction,
  isObject,
  isUnknown,
  toText,
  UNKNOWN,
} from './code-value.ts'

/** Finds what another file of the site exports under a name; undefined where it is not known. */
export type ReadImport = (source: string, name: string) => CodeValue | undefined

/** Finds the plain value of an expression of one file. */
export interface Evaluator {
  value(node: AnyNode, scope: NameScope): CodeValue
  call(node: CallExpression | NewExpression, scope: NameScope): CodeCall
}

/** Constants may be doubled from line to line, so that a small file means an enormous value. */
const MAX_STEPS = 20_000
const MAX_TEXT = 20_000
const MAX_DEPTH = 200

/** Functions that return their first argument, as a tool needs it: `defineConfig({ … })`, `withMDX(config)`. */
const WRAPPER = /^(?:define[A-Z]\w*|with[A-Z]\w*|Object\.freeze)$/

/** Creates the evaluator of a file. It runs nothing: what is not a literal, or made of literals alone, is unknown. */
export function createEvaluator(bindings: Bindings, readImport: ReadImport): Evaluator {
  const open = new Set<AnyNode>()
  let steps = 0
  return { value, call }

  function value(node: AnyNode, scope: NameScope): CodeValue {
    if (++steps > MAX_STEPS || open.size > MAX_DEPTH || open.has(node)) return UNKNOWN
    open.add(node)
    const found = find(node, scope)
    open.delete(node)
    return typeof found === 'string' && found.length > MAX_TEXT ? UNKNOWN : found
  }

  function find(node: AnyNode, scope: NameScope): CodeValue {
    switch (node.type) {
      case 'Literal':
        return literal(node.value)
      case 'TemplateLiteral': {
        const parts = node.expressions.map((part) => toText(value(part, scope)))
        return parts.includes(undefined)
          ? UNKNOWN
          : node.quasis.map(({ value }, index) => (value.cooked ?? '') + (parts[index] ?? '')).join('')
      }
      case 'ObjectExpression':
        return readObject(node, scope)
      case 'ArrayExpression':
        return node.elements.flatMap((element): CodeValue[] => {
          if (element?.type !== 'SpreadElement') return [element ? value(element, scope) : null]
          const spread = value(element.argument, scope)
          return Array.isArray(spread) ? spread : [UNKNOWN]
        })
      case 'Identifier':
        return named(node.name, scope)
      case 'MemberExpression':
        return member(node, scope)
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return value(node.expression, scope)
      case 'AwaitExpression':
        return value(node.argument, scope)
      case 'SequenceExpression':
        return value(node.expressions.at(-1)!, scope)
      case 'AssignmentExpression':
        return node.operator === '=' ? value(node.right, scope) : UNKNOWN
      case 'UnaryExpression': {
        const inner = value(node.argument, scope)
        if (node.operator === 'void') return null
        if (node.operator === '!' && !isUnknown(inner)) return !inner
        return node.operator === '-' && typeof inner === 'number' ? -inner : UNKNOWN
      }
      case 'LogicalExpression':
        return choose(node, scope)
      case 'BinaryExpression': {
        const [left, right] = [value(node.left as AnyNode, scope), value(node.right, scope)]
        if (isUnknown(left) || isUnknown(right)) return UNKNOWN
        if (node.operator === '===') return left === right
        if (node.operator === '!==') return left !== right
        const texts = [left, right].map(toText)
        if (typeof left === 'number' && typeof right === 'number') return UNKNOWN
        return node.operator === '+' && !texts.includes(undefined) ? texts.join('') : UNKNOWN
      }
      case 'ConditionalExpression': {
        const test = value(node.test, scope)
        if (!isUnknown(test)) return value(test ? node.consequent : node.alternate, scope)
        const [then, otherwise] = [value(node.consequent, scope), value(node.alternate, scope)]
        return then === otherwise ? then : UNKNOWN
      }
      case 'CallExpression':
        return called(node, scope)
      case 'NewExpression':
        return call(node, scope)
      default:
        return isFunctionNode(node)
          ? { kind: 'function', node, result: () => resultOf(node as AnyFunction) }
          : UNKNOWN
    }
  }

  function literal(found: unknown): CodeValue {
    const isPlain = found === null || ['string', 'number', 'boolean'].includes(typeof found)
    return isPlain ? (found as CodeValue) : UNKNOWN
  }

  /** What the only `return` of a function gives. */
  function resultOf(node: AnyFunction): CodeValue {
    const scope = bindings.inside.get(node)
    if (!scope || !node.body) return UNKNOWN
    if (node.body.type !== 'BlockStatement') return value(node.body, scope)
    const returned = (bindings.returns.get(node) ?? []).map((one) => value(one.node, one.scope))
    return returned.length === 1 ? returned[0]! : returned.length === 0 ? null : UNKNOWN
  }

  function readObject({ properties }: ObjectExpression, scope: NameScope): CodeObject {
    const object: CodeObject = new Map()
    for (const property of properties) {
      if (property.type === 'SpreadElement') spreadInto(object, property.argument, scope)
      else {
        const key = keyOf(property.key, property.computed) ?? toText(value(property.key, scope))
        if (key === undefined) forget(object)
        else object.set(key, property.kind === 'init' ? value(property.value, scope) : UNKNOWN)
      }
    }
    return object
  }

  /** Adds the keys of `...node`; those of `...(x && { … })` are unknown, and so are all keys before a spread that was computed. */
  function spreadInto(object: CodeObject, node: AnyNode, scope: NameScope): void {
    const spread = value(node, scope)
    if (isObject(spread)) for (const [key, one] of spread) object.set(key, one)
    if (!isUnknown(spread)) return
    const branches =
      node.type === 'ConditionalExpression'
        ? [node.consequent, node.alternate]
        : node.type === 'LogicalExpression' && node.operator === '&&'
          ? [node.right]
          : []
    const possible = branches.map((branch) => value(branch, scope))
    if (possible.length === 0 || possible.some(isUnknown)) forget(object)
    for (const one of possible.filter(isObject)) for (const key of one.keys()) object.set(key, UNKNOWN)
  }

  function forget(object: CodeObject): void {
    for (const key of object.keys()) object.set(key, UNKNOWN)
  }

  function named(name: string, scope: NameScope): CodeValue {
    if (name === 'undefined') return null
    let within: NameScope | undefined = scope
    while (within && !within.names.has(name)) within = within.above
    const binding = within?.names.get(name)
    if (!binding || binding.kind === 'unknown' || bindings.reassigned.has(name)) return UNKNOWN
    if (binding.kind === 'import') return readImport(binding.source, binding.name) ?? UNKNOWN
    const found = value(binding.node, binding.scope)
    return isObject(found) ? withAssignments(name, found) : found
  }

  /** An object with what is assigned to its keys later in the file. */
  function withAssignments(name: string, object: CodeObject): CodeObject {
    const assignments = bindings.assigned.get(name)
    if (!assignments) return object
    const changed = new Map(object)
    for (const { key, node, scope, isSure } of assignments)
      if (key === '') forget(changed)
      else changed.set(key, isSure ? value(node.right, scope) : UNKNOWN)
    return changed
  }

  function member(node: MemberExpression, scope: NameScope): CodeValue {
    if (/^(?:process|import\.meta)\.env\./.test(nameOf(node))) return ENVIRONMENT
    const key = keyOf(node.property, node.computed) ?? toText(value(node.property, scope))
    const object = value(node.object as AnyNode, scope)
    if (key === undefined) return UNKNOWN
    if (isObject(object)) return object.get(key) ?? null
    return Array.isArray(object) && /^\d+$/.test(key) ? (object[Number(key)] ?? null) : UNKNOWN
  }

  function choose({ operator, left, right }: LogicalExpression, scope: NameScope): CodeValue {
    const first = value(left, scope)
    if (first === ENVIRONMENT && operator !== '&&') return value(right, scope)
    if (isUnknown(first)) return UNKNOWN
    const isKept = operator === '??' ? first !== null : operator === '||' ? Boolean(first) : !first
    return isKept ? first : value(right, scope)
  }

  function called(node: CallExpression, scope: NameScope): CodeValue {
    const made = call(node, scope)
    const [first, ...others] = made.inputs
    if (WRAPPER.test(made.name) && first !== undefined) return first
    // `withBundleAnalyzer({ … })(config)`
    if (node.callee.type === 'CallExpression' && first !== undefined) return first
    if (made.name === 'Object.assign' && made.inputs.every(isObject))
      return new Map([first, ...others].flatMap((one) => (isObject(one) ? [...one] : [])))
    if (made.name === 'require' && typeof first === 'string') return readImport(first, 'default') ?? UNKNOWN
    const target = node.callee.type === 'Identifier' ? named(node.callee.name, scope) : UNKNOWN
    return isFunction(target) ? target.result() : made
  }

  function call(node: CallExpression | NewExpression, scope: NameScope): CodeCall {
    const inputs = node.arguments.map((one) => (one.type === 'SpreadElement' ? UNKNOWN : value(one, scope)))
    return { kind: 'call', name: nameOf(node.callee).replace(/^this\./, ''), inputs }
  }
}

/** The name of a function or a value, with its dots: `process.env.URL`; what is computed has none. */
export function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'ThisExpression') return 'this'
  if (node.type === 'ChainExpression') return nameOf(node.expression)
  if (node.type === 'MetaProperty') return `${node.meta.name}.${node.property.name}`
  if (node.type !== 'MemberExpression') return ''
  const key = keyOf(node.property, node.computed) ?? ''
  return `${nameOf(node.object)}.${key}`
}
