import manifest from 'wireroom:manifest'
import type { Hono } from 'hono'
import { type Assets, type Bucket, createCompiledPublication } from './cloudflare/publication.ts'
import {
  createRemotePush,
  type PushBinding,
  type RemotePush,
  stringsOf,
} from './cloudflare/push/push-binding.ts'
import { createApp } from './http/app.ts'
import { withoutGuessedLength } from './http/head-length.ts'
import { registerAdmin } from './http/push/admin.ts'
import { MIN_TOKEN_LENGTH } from './http/push/admin-token.ts'
import { createDestinations } from './push/destinations/table.ts'

export { PushObject } from './cloudflare/push/push-object.ts'

interface Environment {
  ASSETS: Assets
  /** Absent where wrangler.toml does not bind it: then files that are too large for an asset are elsewhere. */
  MEDIA?: Bucket
  /** Absent where wrangler.toml does not bind it: then nothing is pushed. */
  PUSH?: PushBinding
  /** The password of the page for the publisher; without it there is none. */
  ADMIN_TOKEN?: string
}

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void
}

/** What Cloudflare tells of a request: the header Accept-Encoding that a Worker gets is not the client's own. */
interface CloudflareRequest extends Request {
  cf?: { clientAcceptEncoding?: string }
}

let app: Hono | undefined
let push: RemotePush | undefined

/** The Cloudflare Worker: the same app as on Node, over the folder that `wireroom compile` compiled. */
export default {
  async fetch(
    request: CloudflareRequest,
    environment: Environment,
    context: ExecutionContext,
  ): Promise<Response> {
    app ??= await openApp(environment)
    if (push && manifest.push) context.waitUntil(push.announce(manifest.push.articles))
    const answer = await app.fetch(request)
    return request.method === 'HEAD' ? withoutGuessedLength(answer, request.cf?.clientAcceptEncoding) : answer
  },
}

async function openApp(environment: Environment): Promise<Hono> {
  const { site, push: settings } = manifest
  const publication = createCompiledPublication(manifest, environment.ASSETS, environment.MEDIA)
  if (!settings || !environment.PUSH) return createApp({ publication, now: Date.now })
  const remote = createRemotePush(environment.PUSH, Date.now)
  push = remote
  const { files } = await createDestinations(settings.choices, stringsOf(environment), site)
  const proofs = new Map(files.map(({ path, text }) => [path, text]))
  return createApp({
    publication,
    now: Date.now,
    hub: push.hub,
    pushStatus: push.status,
    proofs: () => proofs,
    addRoutes(app) {
      const token = environment.ADMIN_TOKEN?.trim() ?? ''
      if (token.length >= MIN_TOKEN_LENGTH)
        registerAdmin(app, { token, open: async () => remote.admin, publication, now: Date.now })
      else if (token !== '')
        console.warn(`ADMIN_TOKEN has fewer than ${MIN_TOKEN_LENGTH} characters, so that there is no /admin.`)
    },
    // Cloudflare writes it, whatever the client has sent.
    clientOf: (request) => request.headers.get('CF-Connecting-IP') ?? '',
  })
}
