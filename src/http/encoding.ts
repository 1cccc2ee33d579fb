/** Compresses bytes in one content coding. */
export interface Encoder {
  /** The name in `Accept-Encoding`. */
  name: string
  /** The length from which on it makes texts shorter, in bytes. */
  minBytes?: number
  encode(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
}

/** Chooses content codings, and caches compressed copies as long as the original bytes, so that each version is compressed once. */
export interface Encodings {
  /** The best encoder that the client accepts; undefined for none. */
  choose(acceptEncoding: string | undefined): Encoder | undefined
  /** Returns a copy that exists synchronously. */
  encode(encoder: Encoder, bytes: Uint8Array<ArrayBuffer>): Copy | Promise<Copy>
}

type Copy = Uint8Array<ArrayBuffer>

/** Creates the cache; `encoders` are in order of preference, best first. */
export function createEncodings(encoders: readonly Encoder[]): Encodings {
  const copies = new WeakMap<Uint8Array, Map<Encoder, Copy | Promise<Copy>>>()
  const choices = new Map<string, Encoder | undefined>()
  return {
    choose(accept) {
      if (accept === undefined || accept === '' || encoders.length === 0) return undefined
      if (choices.has(accept)) return choices.get(accept)
      const choice = chooseEncoder(accept, encoders)
      // Clients send a handful of values; a client that sends many others must not fill the memory.
      if (choices.size < 200) choices.set(accept, choice)
      return choice
    },
    encode(encoder, bytes) {
      const known = copies.get(bytes)?.get(encoder)
      if (known) return known
      const byEncoder = copies.get(bytes) ?? new Map<Encoder, Copy | Promise<Copy>>()
      const copy = encoder.encode(bytes).then(
        (made) => {
          byEncoder.set(encoder, made)
          return made
        },
        (error) => {
          byEncoder.delete(encoder)
          throw error
        },
      )
      copies.set(bytes, byEncoder.set(encoder, copy))
      return copy
    },
  }
}

/** The largest file that is read whole and compressed: a longer one would keep everybody waiting, and fill the memory. */
const MAX_COMPRESSED_BYTES = 1_000_000

/**
 * Whether a document is read whole and compressed: of a type that gets smaller, as audio, images and video do not, and not a file of more than a
 * megabyte. HTML is, whatever its length, because it is not published as it is in the file.
 */
export function isCompressible(contentType: string, fileBytes = 0): boolean {
  if (contentType.startsWith('text/html')) return true
  return fileBytes <= MAX_COMPRESSED_BYTES && /^text\/|[+/](?:xml|json)\b|javascript/.test(contentType)
}

/** Chooses by q-value, then in our order (RFC 9110 section 12.5.3). Undefined means identity, even if the client refuses that, too. */
function chooseEncoder(accept: string, encoders: readonly Encoder[]): Encoder | undefined {
  const weights = new Map<string, number>()
  for (const part of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = q === undefined ? 1 : Number(q.slice(2))
    weights.set(name.replace(/^x-/, ''), Number.isNaN(weight) ? 0 : weight)
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const identity = weights.get('identity') ?? (weights.get('*') === 0 ? 0 : 0.001)
  const best = encoders.toSorted((a, b) => weightOf(b.name) - weightOf(a.name))[0]
  return best && weightOf(best.name) > 0 && weightOf(best.name) >= identity ? best : undefined
}
