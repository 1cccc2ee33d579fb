import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type Answer, nameOf } from './cases.ts'

// The bare server: the same bytes and headers from memory, and nothing else.
const entries = Object.entries(JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Record<string, Answer>)
const answers = new Map(
  entries.map(([name, { status, headers, body }]) => {
    const { date, connection, 'keep-alive': keepAlive, ...own } = headers
    return [name, { status, headers: own, bytes: Buffer.from(body, 'base64') }]
  }),
)
createServer((request, response) => {
  const { status, headers, bytes } = answers.get(
    nameOf(request.method, (name) => request.headers[name] as string | undefined),
  )!
  response.writeHead(status, headers)
  response.end(bytes)
}).listen(Number(process.argv[3]), '127.0.0.1')
