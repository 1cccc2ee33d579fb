import type { Instant } from '../../content/text/dates.ts'
import type { Exchange } from './exchange.ts'

export interface AccessLogOptions {
  form: 'json' | 'text'
  /** Takes a line with its line feed. */
  write(line: string): void
  /** The clock. */
  now(): Instant
}

export interface AccessLog {
  /** One line a request, without the client's address. */
  write(exchange: Exchange): void
  /** One line for a person, among the others. */
  say(line: string): void
}

/** Longer paths and user agents are cut. */
const MAX_LENGTH = 500

export async function createAccessLog({ form, write, now }: AccessLogOptions): Promise<AccessLog> {
  const time = createTimes(now)
  if (form === 'text')
    return {
      write: (exchange) => write(`${time()} ${textOf(exchange)}\n`),
      say: (line) => write(`${line}\n`),
    }
  // A start without it is faster.
  const { pino } = await import('pino')
  const logger = pino(
    { base: null, timestamp: () => `,"time":"${time()}"`, formatters: { level: (level) => ({ level }) } },
    // JSON may have these as they are, and terminals obey them.
    { write: (line: string) => write(line.replace(/[\x7f-\x9f]/g, escapeUnicode)) },
  )
  return {
    write: (exchange) => logger.info(fieldsOf(exchange)),
    say: (line) => logger.info(line),
  }
}

/** Many requests have their millisecond in common. */
function createTimes(now: () => Instant): () => string {
  let last = Number.NaN
  let text = ''
  return () => {
    const instant = now()
    if (instant !== last) {
      last = instant
      text = new Date(instant).toISOString()
    }
    return text
  }
}

function fieldsOf({ method, path, status, bytes, milliseconds, userAgent, encoding }: Exchange): object {
  return {
    method,
    path: cut(path),
    status,
    ...(bytes === undefined ? { cut: true } : { bytes }),
    milliseconds: Math.round(milliseconds * 100) / 100,
    userAgent: cut(userAgent),
    encoding,
  }
}

function textOf({ method, path, status, bytes, milliseconds, userAgent, encoding }: Exchange): string {
  const size = bytes === undefined ? 'cut' : `${bytes}B`
  return `${method} ${printable(path)} ${status} ${size} ${milliseconds.toFixed(1)}ms ${encoding ?? '-'} "${printable(userAgent)}"`
}

/** One line stays one line, and a terminal obeys none of it. */
function printable(text: string): string {
  return cut(text).replace(
    /[^ !#-[\]-~]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}...` : text
}
