import { createHash, hash } from 'node:crypto'

const DIGITS = 20

/** The first twenty hexadecimal digits of a text's SHA-1; not for security. */
export function digest(text: string | Uint8Array): string {
  return hash('sha1', text).slice(0, DIGITS)
}

/** Makes the same digest of bytes that come in parts. */
export function createDigest(): { add(bytes: Uint8Array): void; end(): string } {
  const sum = createHash('sha1')
  return { add: (bytes) => void sum.update(bytes), end: () => sum.digest('hex').slice(0, DIGITS) }
}
