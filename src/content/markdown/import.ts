/** An `import` of a module by its path. */
interface Import {
  /** The name of what the module exports by default. */
  name?: string
  from: string
  /** Offset behind the path. */
  end: number
}

/** More characters than stand between `import` and a path. */
const MAX_CLAUSE = 600
const QUOTED = /(["'])([^"'\n]{1,300})\1/y

/** The import at an offset of a text, or undefined. */
export function readImport(text: string, at: number): Import | undefined {
  if (!text.startsWith('import', at)) return undefined
  const near = text.slice(at, at + MAX_CLAUSE)
  const quote = near.search(/["']/)
  const clause = near.slice(0, quote)
  if (quote < 0 || !/^[\w*{},\s$]+\s$/.test(clause)) return undefined
  const [word, name, ...rest] = clause.trim().split(/\s+/)
  const isWhole = name === undefined || (rest.length > 0 && rest.at(-1) === 'from')
  QUOTED.lastIndex = at + quote
  const quoted = QUOTED.exec(text)
  if (word !== 'import' || !isWhole || !quoted) return undefined
  return { name: /^\w+/.exec(name ?? '')?.[0], from: quoted[2]!, end: at + quote + quoted[0].length }
}
