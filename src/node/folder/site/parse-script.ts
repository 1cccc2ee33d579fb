import { stripTypeScriptTypes } from 'node:module'
import { type Options, type Program, parse } from 'acorn'

const OPTIONS: Options = { ecmaVersion: 'latest', allowHashBang: true }

/** Parses JavaScript, or TypeScript without its types; gives the reason as text where that fails. Nothing runs. */
export function parseScript(path: string, text: string): Program | string {
  try {
    const code = /\.[cm]?ts$/.test(path) ? stripTypes(text) : text
    try {
      return parse(code, { ...OPTIONS, sourceType: 'module' })
    } catch (error) {
      // Old CommonJS has words and numbers that modules forbid.
      return parseOld(code) ?? reasonOf(error)
    }
  } catch (error) {
    return reasonOf(error)
  }
}

function parseOld(code: string): Program | undefined {
  try {
    return parse(code, { ...OPTIONS, sourceType: 'script', allowReturnOutsideFunction: true })
  } catch {
    return undefined
  }
}

function stripTypes(text: string): string {
  try {
    return stripTypeScriptTypes(text)
  } catch {
    // Enumerations and the like are more than types.
    return stripTypeScriptTypes(text, { mode: 'transform' })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error)
}
