import type { Fields } from '../../front-matter/parse.ts'
import { textAt } from '../configuration.ts'

/** Whether a switch of a configuration is on, at a key such as `markup.goldmark.renderer.hardWraps`. */
export function isOn(fields: Fields, key: string, byDefault = false): boolean {
  const text = textAt(fields, key)
  return text === undefined ? byDefault : text === 'true'
}
