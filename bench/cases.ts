import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:http'

/** A kind of request that readers make, day and night. */
export interface Case {
  name: string
  method: 'GET' | 'HEAD'
  headers: Record<string, string>
}

/** What a server answers to it, to the byte. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** Base64. */
  body: string
}

export function casesOf(etag: string, lastModified: string): Case[] {
  return [
    { name: '200 identity', method: 'GET', headers: {} },
    { name: '200 gzip', method: 'GET', headers: { 'accept-encoding': 'gzip' } },
    { name: '200 br', method: 'GET', headers: { 'accept-encoding': 'br' } },
    { name: '304 by ETag', method: 'GET', headers: { 'if-none-match': etag } },
    { name: '304 by date', method: 'GET', headers: { 'if-modified-since': lastModified } },
    { name: 'HEAD', method: 'HEAD', headers: {} },
  ]
}

/** Tells the cases apart by their request, as cheaply as can be. */
export function nameOf(method: string | undefined, header: (name: string) => string | undefined): string {
  if (method === 'HEAD') return 'HEAD'
  if (header('if-none-match') !== undefined) return '304 by ETag'
  if (header('if-modified-since') !== undefined) return '304 by date'
  const encoding = header('accept-encoding')
  return encoding === 'gzip' || encoding === 'br' ? `200 ${encoding}` : '200 identity'
}

/** Asks without a client that adds headers or decodes. */
export function ask(url: string, { method, headers }: Pick<Case, 'method' | 'headers'>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('base64'),
        }),
      )
    })
    call.on('error', reject)
    call.end()
  })
}
