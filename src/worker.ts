import manifest from 'wireroom:manifest'
import type { Hono } from 'hono'
import { type Assets, createCompiledPublication } from './cloudflare/publication.ts'
import { createApp } from './http/app.ts'

interface Environment {
  ASSETS: Assets
}

let app: Hono | undefined

/** The Cloudflare Worker: the same app as on Node, over the folder that `wireroom compile` compiled. */
export default {
  fetch(request: Request, environment: Environment): Response | Promise<Response> {
    app ??= createApp({ publication: createCompiledPublication(manifest, environment.ASSETS), now: Date.now })
    return app.fetch(request)
  },
}
