import type { CodeValue, Script } from '../code/code-value.ts'
import { isCall, isObject, textsIn, valueIn } from '../code/code-value.ts'
import { type ParseScript, readScripts } from '../code/read-script.ts'
import { codeFiles } from '../configuration.ts'
import { type Alias, siteFolder } from './site-folders.ts'

/** The files of a site beside its own configuration that may have aliases. */
export const ALIAS_FILES: readonly string[] = ['tsconfig.json', 'jsconfig.json', ...codeFiles('vite.config')]

/** Where the configuration of a bundler stands in that of a site. */
const PLACES = ['resolve.alias', 'vite.resolve.alias', 'kit.alias']

/** Reads the aliases of folders in the configuration of a site, its bundler and its compiler; what is computed is left out. */
export function readAliases(
  scripts: readonly Script[],
  files: readonly { path: string; text: string }[],
  parseScript: ParseScript,
): Alias[] {
  const parsed = files.flatMap(({ path, text }) => {
    // The compiler takes comments and commas at the end, as code does.
    const isCode = !path.endsWith('.json')
    const program = parseScript(isCode ? path : `${path}.js`, isCode ? text : `export default ${text}`)
    return typeof program === 'string' ? [] : [{ path, program }]
  })
  const read = readScripts(parsed)
  const compiler = read.filter(({ path }) => path.endsWith('.json'))
  const bundlers = [...scripts, ...read.filter((script) => !compiler.includes(script))]
  const aliases = [
    ...compiler.flatMap(({ exported }) => pathsOf(valueIn(exported, 'compilerOptions'))),
    ...bundlers.flatMap(({ exported }) => PLACES.flatMap((place) => aliasesIn(valueIn(exported, place)))),
  ]
  return [...new Map(aliases)]
}

/** `paths: { "@/*": ["./src/*"] }`, relative to `baseUrl`. */
function pathsOf(options: CodeValue | undefined): Alias[] {
  const [base = ''] = textsIn(valueIn(options, 'baseUrl')).texts
  const paths = valueIn(options, 'paths')
  return [...(isObject(paths) ? paths : [])].flatMap(([key, targets]) => {
    const [target] = textsIn(targets).texts
    return key.endsWith('/*') && target?.endsWith('/*')
      ? toAlias(key.slice(0, -1), `${base}/${target.slice(0, -2)}`)
      : []
  })
}

/** `{ "@": "./src" }`, or `[{ find: "@", replacement: "./src" }]`. */
function aliasesIn(value: CodeValue | undefined): Alias[] {
  const entries = Array.isArray(value)
    ? value.map((one) => [valueIn(one, 'find'), valueIn(one, 'replacement')] as const)
    : [...(isObject(value) ? value : [])]
  return entries.flatMap(([key, target]) => {
    const folder = folderOf(target)
    if (typeof key !== 'string' || key === '' || folder === undefined) return []
    return toAlias(`${key.replace(/\/\*?$/, '')}/`, folder.replace(/\/\*$/, ''))
  })
}

/** A folder as text, or as the last inputs of `path.resolve(__dirname, "src")` and `fileURLToPath(new URL("./src", import.meta.url))`. */
function folderOf(value: CodeValue | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (!isCall(value)) return undefined
  const parts = value.inputs.flatMap((input) => folderOf(input) ?? [])
  return /(?:^|\.)(?:resolve|join|fileURLToPath|URL)$/.test(value.name) && parts.length > 0
    ? parts.join('/')
    : undefined
}

function toAlias(start: string, target: string): Alias[] {
  const folder = siteFolder(target)
  if (folder === undefined) return []
  return [[start, folder === '' ? '' : `${folder}/`]]
}
