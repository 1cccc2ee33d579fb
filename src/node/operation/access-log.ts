import type { Instant } from '../../content/text/dates.ts'
import type { Exchange } from './exchange.ts'

export interface AccessLogOptions {
  form: 'json' | 'text'
  /** Gets a line that ends with a line feed. */
  write(line: string): void
  now(): Instant
}

export interface AccessLog {
  /** Writes a line for each request, without the client's address. */
  write(exchange: Exchange): void
  /** Writes a line for a person among those for requests. */
  say(line: string): void
}

/** Longer paths and user agents are cut. */
const MAX_LENGTH = 500

/** Creates the log in one of its forms; `json` loads pino. */
export async function createAccessLog({ form, write, now }: AccessLogOptions): Promise<AccessLog> {
  const time = () => new Date(now()).toISOString()
  if (form === 'text')
    return {
      write: (exchange) => write(`${time()} ${textOf(exchange)}\n`),
      say: (line) => write(`${line}\n`),
    }
  // Loading pino would delay every other start.
  const { pino } = await import('pino')
  const logger = pino(
    { base: null, timestamp: () => `,"time":"${time()}"`, formatters: { level: (level) => ({ level }) } },
    // JSON allows these characters unescaped, and a terminal would obey them.
    { write: (line: string) => write(line.replace(/[\x7f-\x9f]/g, escapeUnicode)) },
  )
  return {
    write: (exchange) => logger.info(fieldsOf(exchange)),
    say: (line) => logger[levelOf(line)](line),
  }
}

/** The level of a line for a person: the severity of the problem that it names. */
function levelOf(line: string): 'error' | 'warn' | 'info' {
  const severity = /^[^:]*(?::\d+)?: (error|warning) [\w-]+: /.exec(line)?.[1]
  return severity === 'error' ? 'error' : severity === 'warning' ? 'warn' : 'info'
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

/** Escapes everything that could end the line, close a quote or control a terminal. */
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
