/** Signs bodies with one secret: the HMAC key is imported once. */
export type Sign = (body: Uint8Array<ArrayBuffer>) => Promise<string>

/** The secrets whose keys are kept. */
const MAX_SIGNERS = 20_000

const encoder = new TextEncoder()

/** Creates the value of `X-Hub-Signature` for a secret (WebSub section 7.1): SHA-256, which the section recommends. */
export async function createSigner(secret: string): Promise<Sign> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  return async (body) => `sha256=${toHex(await crypto.subtle.sign('HMAC', key, body))}`
}

/** Keeps the signers of the secrets that were last used; `create` makes one in the way that suits the runtime. */
export function createSigners(create = createSigner): (secret: string) => Promise<Sign> {
  const known = new Map<string, Sign>()
  return async (secret) => {
    const sign = known.get(secret) ?? (await create(secret))
    known.delete(secret)
    known.set(secret, sign)
    if (known.size > MAX_SIGNERS) known.delete(known.keys().next().value!)
    return sign
  }
}

function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
