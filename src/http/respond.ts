import type { Document, Publication } from './publication.ts'

/**
 * The one place that answers with a document: conditional requests, encodings and caching belong here, for feeds, media and all that
 * follows.
 */
export async function respond(
  request: Request,
  document: Document,
  publication: Publication,
  now: number,
): Promise<Response> {
  const headers = { 'Content-Type': document.contentType, 'X-Content-Type-Options': 'nosniff' }
  const body = await publication.read(document, now)
  const length = body instanceof Uint8Array ? { 'Content-Length': String(body.byteLength) } : {}
  return new Response(request.method === 'HEAD' ? null : body, { headers: { ...headers, ...length } })
}
