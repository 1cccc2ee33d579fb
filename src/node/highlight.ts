// Under another name, because the bundle has a `createRequire` of its own.
import { createRequire as requireFrom } from 'node:module'

/** The part of highlight.js that is used. */
interface Highlighter {
  getLanguage(name: string): unknown
  registerLanguage(name: string, grammar: unknown): void
  highlight(code: string, options: { language: string; ignoreIllegals: boolean }): { value: string }
}

/** A few grammars take a second for a text of this length, and far longer where it is a single line. */
const MAX_CHARACTERS = 50_000
const MAX_LINE = 1000
const MAX_UNKNOWN = 1000

/** Grammars by the names that highlight.js knows only once it has loaded them, and by those of languages that are mostly another one. */
const GRAMMARS = new Map(
  [
    ['clojure', 'clj'],
    ['dockerfile', 'docker'],
    ['elixir', 'ex'],
    ['haskell', 'hs'],
    ['json', 'jsonc jsonl'],
    ['latex', 'tex'],
    ['markdown', 'mdx'],
    ['nginx', 'nginxconf'],
    ['powershell', 'ps1 pwsh'],
    ['properties', 'env'],
    ['sql', 'postgres postgresql'],
    ['xml', 'astro svelte vue'],
  ].flatMap(([grammar, names]) => names!.split(' ').map((name) => [name, grammar!])),
)

/**
 * Creates the function that makes code HTML with the classes of highlight.js; undefined for an unknown language, and for code above 50,000
 * characters or with a line above 1,000. The library is loaded at the first block, so that a site without code does not wait for it. Never throws.
 */
export function createHighlight(): (code: string, language: string) => string | undefined {
  const load = requireFrom(import.meta.url)
  const unknown = new Set<string>()
  let loaded: Highlighter | undefined
  return (code, language) => {
    if (code.length > MAX_CHARACTERS || code.split('\n').some(({ length }) => length > MAX_LINE))
      return undefined
    const named = language.toLowerCase()
    const name = GRAMMARS.get(named) ?? named
    if (unknown.has(name)) return undefined
    try {
      // 36 of the 190 languages; the others are loaded one by one.
      loaded ??= load('highlight.js/lib/common') as Highlighter
      if (loaded.getLanguage(name) === undefined) {
        if (!/^[a-z\d][a-z\d-]{0,30}$/.test(name)) return undefined
        loaded.registerLanguage(name, load(`highlight.js/lib/languages/${name}`))
      }
      return loaded.highlight(code, { language: name, ignoreIllegals: true }).value
    } catch {
      if (unknown.size < MAX_UNKNOWN) unknown.add(name)
      return undefined
    }
  }
}
