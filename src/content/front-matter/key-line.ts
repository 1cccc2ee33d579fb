import { type Fences, findFences } from './fences.ts'
import { normalizeKey } from './normalize-key.ts'
import { lineOfKey, parseFrontMatter } from './parse.ts'

/** An edit that sets a key in the front matter of a file. */
export interface KeyLine {
  /** The line of the file (1-based) to insert or replace. */
  line: number
  /** The text to write, in the language of the front matter; with fences where the file has none. */
  text: string
  /** Whether `text` replaces the line instead of going before it. */
  replaces: boolean
  /** The edited file. */
  source: string
}

/** Computes the edit that gives a front matter key a value. */
export function keyLine(source: string, path: string, key: string, value: string): KeyLine {
  const fences = findFences(source)
  if (!fences.present) {
    const text = `---\n${key}: ${yamlText(value)}\n---`
    return { line: 1, text, replaces: false, source: `${text}\n\n${fences.source}` }
  }
  const lines = fences.source.split('\n')
  const typed = lineIn(fences.header.startsWith('{') ? 'json' : fences.language, key, value)
  const text = hasPlainValues(fences, lines) ? `${key}: ${value}` : typed
  const { fields } = parseFrontMatter(source, path)
  if (fields.has(normalizeKey(key))) {
    const line = lineOfKey(source, key)
    return { line, text, replaces: true, source: lines.with(line - 1, text).join('\n') }
  }
  const opening = fences.header.startsWith('{') ? fences.source.indexOf('{') + 1 : 0
  if (opening > 0) {
    const [before, after] = [fences.source.slice(0, opening), fences.source.slice(opening)]
    const line = before.split('\n').length + (after.startsWith('\n') ? 1 : 0)
    // An object without keys needs no comma after the first one.
    const only = /^\s*\}/.test(after) ? text.replace(/,$/, '') : text
    return { line, text: only, replaces: false, source: `${before}\n${only}${after}` }
  }
  const line = fences.headerLine
  return { line, text, replaces: false, source: lines.toSpliced(line - 1, 0, text).join('\n') }
}

/** Whether the header has bare keys whose values are no YAML, as in Pelican: they are read as if they stood in quotes. */
function hasPlainValues({ language, header, headerLine }: Fences, lines: readonly string[]): boolean {
  return language === 'yaml' && header !== '' && lines[headerLine - 1] !== header.split('\n')[0]
}

function lineIn(language: string, key: string, value: string): string {
  if (language === 'json') return `"${key}": ${JSON.stringify(value)},`
  if (language === 'toml') return `${key} = ${JSON.stringify(value)}`
  return `${key}: ${yamlText(value)}`
}

/** Quotes a value unless YAML reads it as the same text without quotes. */
function yamlText(value: string): string {
  return /^[A-Za-z][\w.~:/?=&%+,;@$!()*-]*[\w/=)-]$/.test(value) ? value : JSON.stringify(value)
}
