import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startServer } from '../../../src/server.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { freePort } from '../../free-port.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

/** Starts the server as people run it, with a hub that delivers to this machine and one article that is no news. */
export async function serveWithPush() {
  const directory = makeFolder({ 'articles/old.md': article({ title: 'Old', date: '2026-01-01' }) }, false)
  const articles = join(directory, 'articles')
  const port = await freePort()
  const site = `http://127.0.0.1:${port}/`
  const push = { file: join(directory, 'push.sqlite'), environment: {}, allow: '127.0.0.1:*' }
  const server = await startServer({
    ...{ articles, port, host: '127.0.0.1', siteUrl: site, push, log: () => {} },
  })
  // The first look, before which nothing is news.
  await eventually(async () => expect(await (await fetch(`${site}healthz`)).text()).toContain('lastPush'))
  return {
    site,
    publish(title: string) {
      writeFiles(articles, { [`${title}.md`]: article({ title, date: '2026-01-02' }, title) })
    },
    async stop() {
      await server.stop()
      rmSync(directory, { recursive: true })
    },
  }
}
