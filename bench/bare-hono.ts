import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type Answer, nameOf } from './cases.ts'

// The bare app: Hono on Node's server, the same bytes and headers from memory.
const entries = Object.entries(JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Record<string, Answer>)
const answers = new Map(
  entries.map(([name, { status, headers, body }]) => {
    const { date, connection, 'keep-alive': keepAlive, ...own } = headers
    return [
      name,
      { status, headers: own as Record<string, string>, bytes: new Uint8Array(Buffer.from(body, 'base64')) },
    ]
  }),
)
const app = new Hono()
app.get('*', (context) => {
  const { status, headers, bytes } = answers.get(
    nameOf(context.req.method, (name) => context.req.raw.headers.get(name) ?? undefined),
  )!
  return new Response(status === 304 || context.req.method === 'HEAD' ? null : bytes, { status, headers })
})
serve({ fetch: app.fetch, port: Number(process.argv[3]), hostname: '127.0.0.1' })
