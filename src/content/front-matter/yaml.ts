import yaml from 'js-yaml'
import { explainYaml } from './explain-yaml.ts'
import { MAX_NESTING, nestedTooDeeply, type Parsed, SyntaxProblem } from './syntax-problem.ts'

const asText = (tag: string) =>
  new yaml.Type(tag, { kind: 'scalar', construct: (text: string | null) => text })

/**
 * Scalars stay text (YAML 1.2.2 section 10.1, the failsafe schema), so that a title `2024-01-01` or `no` is what was typed. Only an unquoted null
 * and the merge key are resolved; explicit tags such as `!!int` are read and ignored.
 */
const SCHEMA = new yaml.Schema({
  include: [yaml.FAILSAFE_SCHEMA],
  implicit: [
    new yaml.Type('tag:yaml.org,2002:null', {
      kind: 'scalar',
      resolve: (text: string | null) => text === null || /^(?:~|null|Null|NULL|)$/.test(text),
      construct: () => null,
    }),
    new yaml.Type('tag:yaml.org,2002:merge', {
      kind: 'scalar',
      resolve: (text: string | null) => text === '<<',
    }),
  ],
  explicit: ['int', 'float', 'bool', 'timestamp', 'binary'].map((name) =>
    asText(`tag:yaml.org,2002:${name}`),
  ),
})

/**
 * YAML front matter as js-yaml 3 reads it: the one parser that accepts what live sites have (continuation lines in
 * column 1). Throws a SyntaxProblem with the line.
 */
export function parseYaml(text: string): Parsed {
  try {
    return { root: load(text, false), duplicates: [] }
  } catch (error) {
    const problem = toProblem(error)
    if (!problem.message.includes('duplicated mapping key')) throw explainYaml(text, problem)
    // `json` lets the last of two equal keys win.
    return { root: loadLenient(text), duplicates: [problem.line] }
  }
}

function load(text: string, json: boolean): unknown {
  let depth = 0
  return yaml.safeLoad(text, {
    schema: SCHEMA,
    json,
    listener(event, { line }) {
      depth += event === 'open' ? 1 : -1
      if (depth > MAX_NESTING) throw nestedTooDeeply(line)
    },
  })
}

function loadLenient(text: string): unknown {
  try {
    return load(text, true)
  } catch (error) {
    throw toProblem(error)
  }
}

function toProblem(error: unknown): SyntaxProblem {
  if (!(error instanceof yaml.YAMLException)) throw error
  const { mark, reason } = error as { mark?: { line?: number }; reason?: string }
  const hint =
    /incomplete explicit mapping pair|unidentified alias|bad indentation|can not read|missed comma|end of the stream/.test(
      error.message,
    )
      ? 'Put the value in quotes if it contains `: `, `#`, `*`, `&` or starts with a quote'
      : 'Mend the YAML'
  return new SyntaxProblem(`YAML: ${reason ?? error.message}`, hint, mark?.line ?? 0)
}
