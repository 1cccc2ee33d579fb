import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../free-port.ts'
import { makeFolder } from '../../make-folder.ts'
import { serveWithPush } from '../../push/hub/serve-with-push.ts'
import { installPackages } from './install-site.ts'

/** What the package `pubsubhubbub` makes: a subscriber with a server of its own, which tells in events what the hub says. */
interface Subscriber extends Readable {
  listen(port: number, host: string): void
  subscribe(topic: string, hub: string, done: (error: Error | null) => void): void
  unsubscribe(topic: string, hub: string, done: (error: Error | null) => void): void
  server: import('node:http').Server
}

const directory = makeFolder({ 'package.json': '{}' }, false)
afterAll(() => rmSync(directory, { recursive: true }))
const isInstalled = installPackages(directory, ['pubsubhubbub@1.0.2'], 'the subscriber of npm')

/** Opens a subscriber; its secret is left out, because the package sends another one than it checks. */
async function openSubscriber(): Promise<Subscriber> {
  const port = await freePort()
  const { createServer } = createRequire(join(directory, 'package.json'))('pubsubhubbub')
  const subscriber: Subscriber = createServer({
    callbackUrl: `http://127.0.0.1:${port}/callback?of=reader`,
    leaseSeconds: 86_400,
  })
  subscriber.listen(port, '127.0.0.1')
  await once(subscriber, 'listen')
  onTestFinished(() => {
    subscriber.server.closeAllConnections()
    subscriber.server.close()
  })
  return subscriber
}

describe.skipIf(!isInstalled)('the subscriber of the package pubsubhubbub', () => {
  it('subscribes, gets each publication with its bytes and its type, and unsubscribes', async () => {
    const { site, publish, stop } = await serveWithPush()
    onTestFinished(stop)
    const [topic, hub] = [`${site}atom.xml`, `${site}hub`]
    const subscriber = await openSubscriber()
    const fed: { topic: string; hub: string; feed: Buffer; headers: Record<string, string> }[] = []
    subscriber.on('feed', (one) => fed.push(one))

    const subscribed = once(subscriber, 'subscribe')
    expect(await new Promise((resolve) => subscriber.subscribe(topic, hub, resolve))).toBeNull()
    const [{ lease, ...said }] = await subscribed
    expect(said).toEqual({ topic, hub })
    expect(lease).toBeGreaterThan(Date.now() / 1000 + 86_000)

    for (const title of ['first', 'second']) {
      const arrived = once(subscriber, 'feed')
      publish(title)
      await arrived
      const served = await fetch(topic)
      expect(fed.at(-1)).toMatchObject({ topic, hub })
      expect(fed.at(-1)!.headers['content-type']).toBe(served.headers.get('content-type'))
      expect(fed.at(-1)!.feed.toString()).toBe(await served.text())
      expect(fed.at(-1)!.feed.toString()).toContain(title)
    }
    expect(fed).toHaveLength(2)

    const unsubscribed = once(subscriber, 'unsubscribe')
    subscriber.unsubscribe(topic, hub, () => {})
    expect(await unsubscribed).toMatchObject([{ topic, hub }])
  })

  it('is told where a topic is refused', async () => {
    const { site, stop } = await serveWithPush()
    onTestFinished(stop)
    const subscriber = await openSubscriber()
    const error = await new Promise<Error | null>((resolve) =>
      subscriber.subscribe('https://elsewhere.example/feed.xml', `${site}hub`, resolve),
    )
    expect(error?.message).toMatch(/^Invalid response status 4\d\d$/)
  })
})
