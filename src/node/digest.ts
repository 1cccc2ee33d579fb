import { hash } from 'node:crypto'

/** Twenty hexadecimal digits that tell one text from another. */
export function digest(text: string | Uint8Array): string {
  return hash('sha1', text).slice(0, 20)
}
