/** Keys compare without case, and with `-`, `_` and blanks alike: `Last-Modified` is `lastmodified`. */
export function normalizeKey(key: string): string {
  return /[^a-z\d]/.test(key) ? key.toLowerCase().replace(/[-_\s]/g, '') : key
}
