/** The absolute http(s) URL that `text` means at `base`, or undefined where it means none. */
export function resolveUrl(text: string | undefined, base: string): string | undefined {
  const url = resolve(text, base)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** Whether the text is an absolute URI or IRI, as RFC 3986 and 3987 write it. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(text)
}

const LINKABLE = /^(?:https?|mailto|tel|sms|xmpp|geo|ftp|magnet|gemini|acct):$/

/** The same for a hyperlink, which may also lead to a mail address and other harmless schemes. */
export function resolveLink(text: string | undefined, base: string): string | undefined {
  const url = resolve(text, base)
  return url && LINKABLE.test(url.protocol) ? url.href : undefined
}

function resolve(text: string | undefined, base: string): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text.trim(), base)
  // An http URL with credentials is never a public resource, and some readers refuse the feed for one.
  if (
    !url ||
    (/^https?:$/.test(url.protocol) && (url.hostname === '' || url.username !== '' || url.password !== ''))
  )
    return undefined
  return url
}

/** One path segment in lower case, every script kept: `Côte d’Ivoire: 2/3` is `côte-d-ivoire-2-3`. */
export function slugify(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

/** Text as the path of a URI: non-ASCII and reserved characters percent-encoded, `/` kept (RFC 3986 section 3.3). */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()).replace(/['()*!]/g, percent))
    .join('/')
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Percent-encoded text as it was before, or undefined where it is not UTF-8 that was encoded. */
export function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The path that the parts of a relative one mean in a folder, or undefined where it leads out of the top, or to it. */
export function joinParts(folder: readonly string[], parts: readonly string[]): string | undefined {
  const joined = [...folder]
  for (const part of parts) {
    if (part === '..') {
      if (joined.pop() === undefined) return undefined
    } else if (part !== '.' && part !== '') joined.push(part)
  }
  return joined.length === 0 ? undefined : joined.join('/')
}
