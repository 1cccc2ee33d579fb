import { readFile } from 'node:fs/promises'

/** The text of a document and its address after redirects, or the reason why it cannot be read. */
export type Fetched =
  | { kind: 'text'; text: string; address?: string }
  | { kind: 'unreadable'; reason: string }

export interface FetchOptions {
  fetch: typeof globalThis.fetch
  userAgent: string
  timeoutMs: number
  maxBytes: number
}

/** Reads a document from an http address, following redirects, or from a file. */
export async function fetchFeed(source: string, options: FetchOptions): Promise<Fetched> {
  try {
    return /^https?:\/\//i.test(source) ? await download(source, options) : await readLocal(source)
  } catch (error) {
    return unreadable(`${source} cannot be read: ${describe(error as Error, options)}`)
  }
}

async function readLocal(path: string): Promise<Fetched> {
  try {
    return { kind: 'text', text: decode(await readFile(path)) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return unreadable(`There is no file ${path}. An address starts with https:// or http://.`)
  }
}

async function download(
  address: string,
  { userAgent, timeoutMs, maxBytes, ...options }: FetchOptions,
): Promise<Fetched> {
  const headers = {
    'User-Agent': userAgent,
    Accept:
      'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
  }
  const response = await options.fetch(address, { headers, signal: AbortSignal.timeout(timeoutMs) })
  if (!response.ok) {
    await response.body?.cancel()
    const status = `${response.status} ${response.statusText}`.trim()
    return unreadable(`${response.url} answers ${status} instead of a feed. Is the address right?`)
  }
  const bytes = await readAtMost(response, maxBytes)
  if (!bytes) return unreadable(`${address} has more than ${maxBytes / 1024 / 1024} MB, so it is not a feed.`)
  const [, charset] = /charset="?([^\s;"]+)/i.exec(response.headers.get('Content-Type') ?? '') ?? []
  return { kind: 'text', text: decode(bytes, charset), address: response.url }
}

/** Undefined if the body is longer. */
async function readAtMost(response: Response, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Decodes as RFC 7303 section 3 orders: by the byte order mark, else by the `Content-Type`, else by the XML declaration. */
function decode(bytes: Buffer, charset?: string): string {
  const declared = /^\s*<\?xml[^>]*\sencoding=["']([^"']+)/.exec(bytes.toString('latin1', 0, 200))?.[1]
  return decoderOf(charsetOfMark(bytes) ?? charset ?? declared).decode(bytes)
}

function charsetOfMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined
}

function decoderOf(charset = 'utf-8') {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}

function describe(error: Error, { timeoutMs }: FetchOptions): string {
  if (error.name === 'TimeoutError') return `it takes longer than ${timeoutMs / 1000} seconds`
  // The message is `fetch failed`; its cause has the reason.
  return (error.cause instanceof Error && error.cause.message) || error.message
}

function unreadable(reason: string): Fetched {
  return { kind: 'unreadable', reason }
}
