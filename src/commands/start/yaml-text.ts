/** Words that YAML reads as something else than text. */
const WORDS = /^(?:null|true|false|yes|no|on|off|~)$/i

/** A text as a value of YAML, quoted only where it must be. */
export function toYamlText(text: string): string {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ,.!?()’'/&+_-]*$/u.test(text) && !/\s$/.test(text)
  return isPlain && !WORDS.test(text) && !/^[\d.,_+-]+$/.test(text) ? text : JSON.stringify(text)
}
