import manifest from 'wireroom:manifest'
import type { Hono } from 'hono'
import { type Assets, createCompiledPublication } from './cloudflare/publication.ts'
import { createApp } from './http/app.ts'
import { withoutGuessedLength } from './http/head-length.ts'

interface Environment {
  ASSETS: Assets
}

/** What Cloudflare tells of a request: the header Accept-Encoding that a Worker gets is not the client's own. */
interface CloudflareRequest extends Request {
  cf?: { clientAcceptEncoding?: string }
}

let app: Hono | undefined

/** The Cloudflare Worker: the same app as on Node, over the folder that `wireroom compile` compiled. */
export default {
  async fetch(request: CloudflareRequest, environment: Environment): Promise<Response> {
    app ??= createApp({ publication: createCompiledPublication(manifest, environment.ASSETS), now: Date.now })
    const answer = await app.fetch(request)
    return request.method === 'HEAD' ? withoutGuessedLength(answer, request.cf?.clientAcceptEncoding) : answer
  },
}
