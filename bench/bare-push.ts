import { Agent, request } from 'undici'
import { createSignerHere } from '../src/node/push/sign.ts'

/** Sends the same bytes as ours, signed as ours are, with the same client and as many at a time, and keeps nothing. */
const [url = '', count = '0', bytes = '0', atATime = '1'] = process.argv.slice(2)
const agent = new Agent({ connections: Number(atATime), pipelining: 1 })
const body = new Uint8Array(Number(bytes)).fill(97)
const sign = await createSignerHere('a secret of twenty b')
let next = 0
async function send(): Promise<void> {
  while (next < Number(count)) {
    const headers = { 'Content-Type': 'application/rss+xml', 'X-Hub-Signature': await sign(body) }
    const answer = await request(`${url}/bare/${next++}`, {
      method: 'POST',
      body,
      headers,
      dispatcher: agent,
    })
    await answer.body.dump()
  }
}
const start = performance.now()
await Promise.all(Array.from({ length: Number(atATime) }, send))
console.log(performance.now() - start)
await agent.close()
