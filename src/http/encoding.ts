/** Compresses bytes for one content coding; the runtime's door passes those it has, best first. */
export interface Encoder {
  /** As `Accept-Encoding` calls it. */
  name: string
  encode(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
}

/** Compressed copies, kept as long as the bytes they are of: each version is compressed once. */
export interface Encodings {
  choose(acceptEncoding: string | undefined): Encoder | undefined
  /** At once where the copy is there already. */
  encode(encoder: Encoder, bytes: Uint8Array<ArrayBuffer>): Copy | Promise<Copy>
}

type Copy = Uint8Array<ArrayBuffer>

export function createEncodings(encoders: readonly Encoder[]): Encodings {
  const copies = new WeakMap<Uint8Array, Map<Encoder, Copy | Promise<Copy>>>()
  const choices = new Map<string, Encoder | undefined>()
  return {
    choose(accept) {
      if (accept === undefined || accept === '' || encoders.length === 0) return undefined
      if (choices.has(accept)) return choices.get(accept)
      const choice = chooseEncoder(accept, encoders)
      // Clients send a handful of values; one that sends others must not fill the memory.
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

/** Whether a document gets smaller by compression; sounds, pictures and films are compressed already. */
export function isCompressible(contentType: string): boolean {
  return /^text\/|[+/](?:xml|json)\b|javascript/.test(contentType)
}

/** By q-value, then in our order (RFC 9110 section 12.5.3). Undefined is identity, which is also what a refusal of everything gets. */
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
