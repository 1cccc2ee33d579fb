import type { AnyNode, Program } from 'acorn'
import { type Bindings, findBindings, keyOf } from './bindings.ts'
import {
  type CodeObject,
  type CodeValue,
  isFunction,
  isObject,
  type Script,
  toText,
  UNKNOWN,
} from './code-value.ts'
import { createEvaluator, type Evaluator, nameOf } from './evaluate.ts'

/** Parses JavaScript or TypeScript; a text is the reason why it cannot be parsed. */
export type ParseScript = (path: string, text: string) => Program | string

/** Reads the plain values of a site's files of code, which may import each other. */
export function readScripts(programs: readonly { path: string; program: Program }[]): Script[] {
  const byPath = new Map(programs.map((one) => [one.path, one.program]))
  const read = new Map<string, Script>()
  return programs.map(({ path }) => find(path)!)

  function find(path: string): Script | undefined {
    const known = read.get(path)
    const program = byPath.get(path)
    if (known || !program) return known
    // A file that imports itself through another one sees nothing of itself.
    read.set(path, { path, exported: UNKNOWN, names: new Map(), calls: () => [], modules: [] })
    const script = readScript(path, program, (source, name) => {
      const script = resolve(path, source)
      if (!script) return undefined
      return name === 'default' ? script.exported : name === '*' ? script.names : script.names.get(name)
    })
    read.set(path, script)
    return script
  }

  function resolve(from: string, source: string): Script | undefined {
    if (!/^\.{1,2}\//.test(source)) return undefined
    // The base only resolves the dots.
    const target = new URL(source, `http://base.invalid/${from}`).pathname.slice(1)
    const stem = target.replace(/\.[cm]?[jt]s$/, '')
    const path = [...byPath.keys()].find(
      (path) =>
        path === target ||
        /^(?:\/index)?\.[cm]?[jt]s$/.test(path.startsWith(stem) ? path.slice(stem.length) : ''),
    )
    return path === undefined ? undefined : find(path)
  }
}

function readScript(
  path: string,
  program: Program,
  readImport: (source: string, name: string) => CodeValue | undefined,
): Script {
  const bindings = findBindings(program)
  const evaluator = createEvaluator(bindings, readImport)
  const names: CodeObject = new Map()
  const exported = readExports(program, bindings, evaluator, names)
  const calls = (name: string) =>
    bindings.calls
      .filter(({ node }) => `.${nameOf(node.callee)}`.endsWith(`.${name}`))
      .map(({ node, scope }) => evaluator.call(node, scope))
  return { path, exported: resultOf(exported ?? names), names, calls, modules: readModules(program, calls) }
}

function readModules({ body }: Program, calls: Script['calls']): string[] {
  return [
    ...body.flatMap((node) => (node.type === 'ImportDeclaration' ? [String(node.source.value)] : [])),
    ...calls('require').flatMap(({ inputs }) => toText(inputs[0]) ?? []),
  ]
}

function resultOf(value: CodeValue): CodeValue {
  return isFunction(value) ? value.result() : value
}

/** Reads what a file exports: what it exports by name into `names`; the rest is returned. */
function readExports(
  { body }: Program,
  bindings: Bindings,
  { value }: Evaluator,
  names: CodeObject,
): CodeValue | undefined {
  const { scope } = bindings
  let exported: CodeValue | undefined
  for (const node of body) {
    if (node.type === 'ExportDefaultDeclaration') exported = value(node.declaration, scope)
    if (node.type === 'ExportNamedDeclaration') {
      for (const name of node.declaration ? declared(node.declaration) : [])
        names.set(name, value(identifier(name), scope))
      for (const { local, exported: as } of node.source ? [] : node.specifiers) {
        const found = value(local, scope)
        if (keyOf(as, false) === 'default') exported = found
        else names.set(keyOf(as, false) ?? '', found)
      }
    }
    if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
      const { left, right } = node.expression
      const [, key] = /^(?:module\.)?exports\.([\w$]+)$/.exec(nameOf(left)) ?? []
      if (nameOf(left) === 'module.exports' || nameOf(left) === 'exports.default')
        exported = value(right, scope)
      else if (key !== undefined) {
        const found = value(right, scope)
        names.set(key, found)
        if (isObject(exported)) exported = new Map([...exported, [key, found]])
      }
    }
  }
  return exported
}

function declared(declaration: AnyNode): string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : []
}

function identifier(name: string): AnyNode {
  return { type: 'Identifier', name, start: 0, end: 0 }
}
