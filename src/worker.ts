import manifest from 'wireroom:manifest'
import type { Hono } from 'hono'
import { type Assets, createCompiledPublication } from './cloudflare/publication.ts'
import { createApp } from './http/app.ts'

interface Environment {
  ASSETS: Assets
}

let app: Hono | undefined

/** The Cloudflare Worker: the app of the Node server, over what `wireroom compile` made of the folder. */
export default {
  fetch(request: Request, environment: Environment): Response | Promise<Response> {
    app ??= createApp({ publication: createCompiledPublication(manifest, environment.ASSETS), now: Date.now })
    return app.fetch(request)
  },
}
