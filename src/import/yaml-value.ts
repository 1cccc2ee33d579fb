import { oneLine } from '../content/text/characters.ts'

const PLAIN = /^\p{L}[\p{L}\p{M}\d '’/.-]{0,200}$/u
/** Words that YAML 1.1 takes for something other than text. */
const WORD = /^(?:true|false|yes|no|on|off|null|y|n)$/i

/** Writes text as a YAML scalar on one line, in quotes only where it needs them. */
export function toYamlText(text: string): string {
  const line = oneLine(text)
  return PLAIN.test(line) && !WORD.test(line) ? line : JSON.stringify(line)
}
