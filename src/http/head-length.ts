import { isCompressible } from './encoding.ts'

/**
 * Takes the length from the answer to HEAD where the platform compresses the answer to GET by itself, because nobody knows the length of that (RFC 9110
 * section 8.6). `acceptEncoding` is the client's own.
 */
export function withoutGuessedLength(answer: Response, acceptEncoding: string | undefined): Response {
  const isCompressed = /\b(?:br|gzip|zstd)\b/i.test(acceptEncoding ?? '')
  if (!isCompressed || !isCompressible(answer.headers.get('content-type') ?? '')) return answer
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  return new Response(null, { status: answer.status, headers })
}
