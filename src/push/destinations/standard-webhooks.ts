/** Makes the headers of a signed request. */
export type SignHeaders = (id: string, seconds: number, body: string) => Promise<Record<string, string>>

const PREFIX = 'whsec_'

/**
 * Reads the secrets of one environment variable, separated by blanks: two while a secret is exchanged. Undefined unless each is `whsec_` and the
 * base64 of 24 to 64 bytes, as Standard Webhooks has them.
 */
export function readSecrets(text: string): Uint8Array<ArrayBuffer>[] | undefined {
  const keys = text
    .trim()
    .split(/\s+/)
    .map((secret) => (secret.startsWith(PREFIX) ? decode(secret.slice(PREFIX.length)) : undefined))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z\d+/]{4,120}={0,2}$/.test(base64)) return undefined
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Creates what signs requests with one or several secrets: each gives a signature, so that a receiver may know either. */
export async function createHeaderSigner(secrets: readonly Uint8Array<ArrayBuffer>[]): Promise<SignHeaders> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const keys = await Promise.all(
    secrets.map((secret) => crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])),
  )
  const encoder = new TextEncoder()
  return async (id, seconds, body) => {
    const signed = encoder.encode(`${id}.${seconds}.${body}`)
    const signatures = await Promise.all(
      keys.map(async (key) => `v1,${encode(await crypto.subtle.sign('HMAC', key, signed))}`),
    )
    return {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signatures.join(' '),
    }
  }
}

function encode(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
}
