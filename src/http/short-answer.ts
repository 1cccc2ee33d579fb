import type { Context } from 'hono'

const MEDIA_TYPES = {
  text: 'text/plain; charset=UTF-8',
  html: 'text/html; charset=UTF-8',
  json: 'application/json',
} as const

/** Statuses of answers that have a body. */
export type AnswerStatus = 200 | 400 | 404 | 405 | 410 | 500 | 503

const encoder = new TextEncoder()

/** Answers with a text, or its bytes, that is in memory. States its length, because no runtime adds it to the answer to HEAD (RFC 9110 section 8.6). */
export function answerShortly(
  context: Context,
  type: keyof typeof MEDIA_TYPES,
  text: string | Uint8Array<ArrayBuffer>,
  status: AnswerStatus,
  headers: Readonly<Record<string, string>>,
): Response {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text
  return context.body(bytes, status, {
    ...headers,
    'Content-Type': MEDIA_TYPES[type],
    'Content-Length': String(bytes.byteLength),
  })
}
