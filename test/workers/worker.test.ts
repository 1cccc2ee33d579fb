import { env, exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'

const worker = exports.default
const { ASSETS } = env

describe('the Worker in workerd', () => {
  it('serves the articles that Wireroom comes with', async () => {
    const response = await worker.fetch('http://localhost/feed.json')
    expect(response.status).toBe(200)
    const feed = (await response.json()) as { title: string; items: object[] }
    expect(feed.title).toBe('Wireroom Dispatch')
    expect(feed.items.length).toBeGreaterThan(3)
  })

  it('answers a conditional request with 304', async () => {
    const etag = (await worker.fetch('http://localhost/atom.xml')).headers.get('etag')!
    const response = await worker.fetch('http://localhost/atom.xml', { headers: { 'If-None-Match': etag } })
    expect(response.status).toBe(304)
    expect(await response.text()).toBe('')
  })

  it('hides its assets', async () => {
    const { default: manifest } = await import('wireroom:manifest')
    expect((await ASSETS.fetch(`http://localhost/_data/${manifest.feeds}`)).status).toBe(200)
    for (const path of [
      `/_data/${manifest.feeds}`,
      `/_data/${manifest.status}`,
      `/_data/../_data/${manifest.feeds}`,
      `/%5Fdata/${manifest.feeds}`,
      '/manifest.json',
      '/_data/',
    ]) {
      expect((await worker.fetch(`http://localhost${path}`)).status, path).toBe(404)
    }
  })
})
