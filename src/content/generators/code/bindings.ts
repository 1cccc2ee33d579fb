import type {
  AnonymousFunctionDeclaration,
  AnyNode,
  ArrowFunctionExpression,
  AssignmentExpression,
  CallExpression,
  FunctionDeclaration,
  FunctionExpression,
  Program,
} from 'acorn'

/** What a name stands for. */
export type Binding =
  | { kind: 'value'; node: AnyNode; scope: NameScope }
  | { kind: 'import'; source: string; name: string }
  | { kind: 'unknown' }

/** The names of a file, a function or a block. */
export interface NameScope {
  above?: NameScope
  names: Map<string, Binding>
}

export type AnyFunction =
  | FunctionDeclaration
  | FunctionExpression
  | ArrowFunctionExpression
  | AnonymousFunctionDeclaration

/** Where each name of a file comes from, and what happens to it. */
export interface Bindings {
  scope: NameScope
  /** The scope inside each function. */
  inside: ReadonlyMap<AnyFunction, NameScope>
  /** What each function returns, but for those inside of it. */
  returns: ReadonlyMap<AnyFunction, { node: AnyNode; scope: NameScope }[]>
  calls: { node: CallExpression; scope: NameScope }[]
  /** Names that are assigned to after they were declared. */
  reassigned: ReadonlySet<string>
  /** Assignments to keys, `config.title = 'x'`, by the name of the variable. */
  assigned: ReadonlyMap<string, KeyAssignment[]>
}

/** `isSure` where it stands at the top of the file, so that it always happens. */
export interface KeyAssignment {
  key: string
  node: AssignmentExpression
  scope: NameScope
  isSure: boolean
}

/** Deeper code is no configuration, and would exhaust the stack. */
const MAX_DEPTH = 400

/** Finds the names of a file in one walk. */
export function findBindings(program: Program): Bindings {
  const scope: NameScope = { names: new Map() }
  const inside = new Map<AnyFunction, NameScope>()
  const returns = new Map<AnyFunction, { node: AnyNode; scope: NameScope }[]>()
  const calls: Bindings['calls'] = []
  const reassigned = new Set<string>()
  const assigned = new Map<string, KeyAssignment[]>()
  const tops = new Set<AnyNode>(
    program.body.flatMap((node) => (node.type === 'ExpressionStatement' ? [node.expression] : [])),
  )
  for (const node of program.body) visit(node, scope, undefined, 0)
  return { scope, inside, returns, calls, reassigned, assigned }

  function visit(node: AnyNode, scope: NameScope, owner: AnyFunction | undefined, depth: number): void {
    if (depth > MAX_DEPTH) return
    const within = enter(node, scope, owner)
    const next = isFunctionNode(node) ? node : owner
    for (const child of childrenOf(node)) visit(child, within, next, depth + 1)
  }

  /** Notes what a node declares, and returns the scope of what is in it. */
  function enter(node: AnyNode, scope: NameScope, owner: AnyFunction | undefined): NameScope {
    switch (node.type) {
      case 'ImportDeclaration':
        for (const specifier of node.specifiers)
          scope.names.set(specifier.local.name, {
            kind: 'import',
            source: String(node.source.value),
            name: importedName(specifier),
          })
        return scope
      case 'VariableDeclarator':
        if (node.id.type === 'Identifier' && node.init)
          scope.names.set(node.id.name, { kind: 'value', node: node.init, scope })
        else for (const name of namesIn(node.id)) scope.names.set(name, { kind: 'unknown' })
        return scope
      case 'AssignmentExpression':
        noteAssignment(node, scope)
        return scope
      case 'UpdateExpression':
        for (const name of namesIn(node.argument)) reassigned.add(name)
        return scope
      case 'CallExpression':
        calls.push({ node, scope })
        return scope
      case 'ReturnStatement':
        if (owner && node.argument)
          returns.set(owner, [...(returns.get(owner) ?? []), { node: node.argument, scope }])
        return scope
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        if (node.type === 'FunctionDeclaration' && node.id)
          scope.names.set(node.id.name, { kind: 'value', node, scope })
        const own: NameScope = { above: scope, names: new Map() }
        for (const name of node.params.flatMap(namesIn)) own.names.set(name, { kind: 'unknown' })
        inside.set(node, own)
        return own
      }
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'CatchClause':
        return { above: scope, names: new Map() }
      default:
        return scope
    }
  }

  function noteAssignment(node: AssignmentExpression, scope: NameScope): void {
    const { left } = node
    if (left.type !== 'MemberExpression') {
      for (const name of namesIn(left)) reassigned.add(name)
      return
    }
    const root = rootOf(left)
    if (root === undefined) return
    const isSure = tops.has(node) && node.operator === '=' && root.depth === 1
    const all = assigned.get(root.name) ?? []
    assigned.set(root.name, [...all, { key: root.key, node, scope, isSure }])
  }
}

/** The variable, and the first key, that `a.b.c` assigns to; undefined where these were computed. */
function rootOf(member: AnyNode): { name: string; key: string; depth: number } | undefined {
  let node = member
  let key = ''
  let depth = 0
  while (node.type === 'MemberExpression') {
    key = keyOf(node.property, node.computed) ?? ''
    node = node.object
    depth++
  }
  return node.type === 'Identifier' ? { name: node.name, key, depth } : undefined
}

/** The key that a property names; undefined where it is computed. */
export function keyOf(key: AnyNode, isComputed: boolean): string | undefined {
  if (key.type === 'Literal') return String(key.value)
  return key.type === 'Identifier' && !isComputed ? key.name : undefined
}

function importedName(specifier: AnyNode): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type !== 'ImportSpecifier') return '*'
  return keyOf(specifier.imported, false) ?? '*'
}

export function isFunctionNode(node: AnyNode): node is AnyFunction {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)
}

/** The names that a pattern such as `{ a, b: [c] }` declares. */
function namesIn(pattern: AnyNode): string[] {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type === 'Property') return namesIn(pattern.value)
  if (pattern.type === 'AssignmentPattern') return namesIn(pattern.left)
  return /^(?:ObjectPattern|ArrayPattern|RestElement)$/.test(pattern.type)
    ? childrenOf(pattern).flatMap(namesIn)
    : []
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is AnyNode => typeof value === 'object' && value !== null && 'type' in value)
}
