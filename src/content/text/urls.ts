/** Resolves `text` against `base` to a URI; undefined unless the result is an http or https URL without credentials. */
export function resolveUrl(text: string | undefined, base: string): string | undefined {
  const url = resolve(text, base)
  return url && /^https?:$/.test(url.protocol) ? toUri(url.href) : undefined
}

/** RFC 3986 section 2: the characters of a URI; brackets may stand in its authority alone. */
const PLAIN_URI = /^(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*$/i
const FORBIDDEN = /%(?![\da-f]{2})|[^\w.~:/?#@!$&'()*+,;=%-]/giu
const FORBIDDEN_IN_AUTHORITY = /%(?![\da-f]{2})|[^\w.~:/@!$&'()*+,;=%[\]-]/giu

/** Percent-encodes what browsers let stand in a URL and RFC 3986 forbids: `[`, `|`, `^`, a lone `%`, a second `#`, and non-ASCII characters. */
export function toUri(url: string): string {
  if (PLAIN_URI.test(url)) return url
  const [, authority = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?(.*)$/is.exec(url)!
  const [before = '', ...fragments] = rest.split('#')
  const fragment = fragments.length === 0 ? '' : `#${fragments.join('%23')}`
  const encode = (character: string) => encodeURIComponent(character.toWellFormed())
  return authority.replace(FORBIDDEN_IN_AUTHORITY, encode) + (before + fragment).replace(FORBIDDEN, encode)
}

/** Whether the text is an absolute URI or IRI (RFC 3986, RFC 3987). */
export function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(text)
}

/** Whether the text is a URI that names something and never runs: of the schemes http, https, tag and urn, and without credentials. */
export function isNamingUri(text: string): boolean {
  if (!isUri(text)) return false
  return /^https?:/i.test(text) ? resolveUrl(text, text) !== undefined : /^(?:tag|urn):/i.test(text)
}

/** Whether a browser would run or show what the URI itself holds. */
export function isActiveUri(text: string): boolean {
  return /^(?:javascript|vbscript|livescript|data|blob|filesystem|view-source|about|file):/i.test(text)
}

/** Whether a text is meant as an address or a path, and not as a name such as `MIT` or `CC BY 4.0`: it has a scheme, a slash, or the ending of a file. */
export function isAddressLike(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:|\/|^[?#]|\.[a-z]{2,5}$/i.test(text.trim())
}

const LINKABLE =
  /^(?:https?|mailto|tel|sms|sip|xmpp|matrix|ircs?|geo|ftp|webcal|news|nntp|magnet|gemini|acct):$/

/** Resolves a hyperlink as `resolveUrl` does, but also allows `mailto:` and other harmless schemes. */
export function resolveLink(text: string | undefined, base: string): string | undefined {
  const url = resolve(text, base)
  return url && LINKABLE.test(url.protocol) ? toUri(url.href) : undefined
}

function resolve(text: string | undefined, base: string): URL | null {
  const url = text === undefined ? null : URL.parse(text.trim(), base)
  if (!url || !/^https?:$/.test(url.protocol)) return url
  // An http URL with credentials is never public, and some readers refuse a feed that contains one.
  return HOST.test(url.hostname) && url.username === '' && url.password === '' ? url : null
}

/** RFC 3986 section 3.2.2; browsers also take quotes and braces in the names of hosts. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=-]+)$/i

/** Turns text into one lower-case path segment and keeps every script: `Côte d’Ivoire: 2/3` becomes `côte-d-ivoire-2-3`. */
export function slugify(text: string): string {
  // Nearly every name is a slug already.
  if (/^[a-z\d]+(?:-[a-z\d]+)*$/.test(text)) return text
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/** Percent-encodes non-ASCII and reserved characters of a path and keeps `/` (RFC 3986 section 3.3). */
export function encodePath(path: string): string {
  // RFC 3986 section 2.3: these need no encoding, and nearly every path has no others.
  if (/^[\w./~-]*$/.test(path)) return path
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()).replace(/['()*!]/g, percent))
    .join('/')
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Decodes percent-encoded text; undefined where the bytes are not UTF-8. */
export function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Resolves the parts of a relative path in a folder; undefined where the result is the top folder or lies above it. */
export function joinParts(folder: readonly string[], parts: readonly string[]): string | undefined {
  const joined = [...folder]
  for (const part of parts) {
    if (part === '..') {
      if (joined.pop() === undefined) return undefined
    } else if (part !== '.' && part !== '') joined.push(part)
  }
  return joined.length === 0 ? undefined : joined.join('/')
}
