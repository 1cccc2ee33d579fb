import { hash } from 'node:crypto'

/** The first twenty hexadecimal digits of a text's SHA-1; not for security. */
export function digest(text: string | Uint8Array): string {
  return hash('sha1', text).slice(0, 20)
}
