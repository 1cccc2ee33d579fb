import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { ENCODERS } from '../../../src/node/encoders.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { article } from '../../article.ts'
import { requireTool } from '../../feed/debian.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

function open(settings = 'deltas: true') {
  const directory = makeFolder({
    '_index.md': `---\nidPrefix: "tag:example.org,2026:"\n${settings}\n---\n`,
    'one.md': article({ title: 'One', date: '2025-01-01' }),
    'two.md': article({ title: 'Two', date: '2025-01-02' }),
  })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/', siteUrl: 'https://example.org/' })
  const app = createApp({
    publication: createFolderPublication(folder, 'test'),
    now: () => NOW,
    encoders: ENCODERS,
  })
  return {
    app,
    async write(files: Record<string, string>) {
      writeFiles(directory, files)
      await folder.apply()
    },
    async remove(path: string) {
      rmSync(join(directory, path))
      await folder.apply()
    },
    async tag(path = '/feed.json') {
      return (await app.request(path)).headers.get('etag')!
    },
    async ask(tag: string, path = '/feed.json') {
      const headers = { 'A-IM': 'feed', 'If-None-Match': tag }
      const response = await app.request(path, { headers })
      const text = await response.text()
      const titles = response.ok
        ? [...text.matchAll(/"title": "(.*?)",\n {3}/g)].map(([, title]) => title)
        : []
      return { status: response.status, titles, base: response.headers.get('delta-base'), text }
    },
  }
}

describe('a folder whose site has deltas', () => {
  it('sends a reader with a version the items that are new or changed since', async () => {
    const { ask, tag, write } = open()
    const first = await tag()
    await write({ 'three.md': article({ title: 'Three', date: '2025-01-03' }) })
    const second = await tag()
    expect(await ask(first)).toMatchObject({ status: 226, titles: ['Three'], base: null })
    await write({ 'one.md': article({ title: 'One again', date: '2025-01-01' }) })
    expect(await ask(first)).toMatchObject({ status: 226, titles: ['Three', 'One again'] })
    expect(await ask(second)).toMatchObject({ status: 226, titles: ['One again'] })
    expect(await ask(`${first}, ${second}`)).toMatchObject({ titles: ['One again'], base: second })
    expect((await ask(await tag())).status).toBe(304)
  })

  it('gives a complete document in every format', async () => {
    const { ask, tag, write } = open()
    const tags = await Promise.all(['/feed.xml', '/atom.xml'].map(tag))
    await write({ 'three.md': article({ title: 'Three', date: '2025-01-03' }) })
    const [rss, atom] = await Promise.all([ask(tags[0]!, '/feed.xml'), ask(tags[1]!, '/atom.xml')])
    expect(rss.text).toMatch(/^<\?xml[\s\S]*<channel>[\s\S]*Three[\s\S]*<\/rss>\n$/)
    expect(atom.text.match(/<entry>/g)).toHaveLength(1)
  })

  it('never says that it is the complete feed, though the whole is', async () => {
    const { app, ask, tag, write } = open()
    const first = await tag('/atom.xml')
    await write({ 'three.md': article({ title: 'Three', date: '2025-01-03' }) })
    expect(await (await app.request('/atom.xml')).text()).toContain('<fh:complete/>')
    const { status, text } = await ask(first, '/atom.xml')
    expect(status).toBe(226)
    expect(text).not.toContain('fh:complete')
  })

  it('gives the whole of a feed that is limited in bytes: who has a version of it need not have seen all its items', async () => {
    const { ask, tag, write } = open('deltas: true\nfeedBytes: 2500')
    await write({ 'three.md': article({ title: 'Three', date: '2025-01-03' }, 'Long. '.repeat(500)) })
    const first = await tag()
    expect((await ask('W/"0"')).titles).toEqual(['Three'])
    await write({ 'three.md': article({ title: 'Three', date: '2025-01-03' }) })
    expect(await ask(first)).toMatchObject({ status: 200, titles: ['Three', 'Two', 'One'] })
  })

  it('says nothing of what has left, and that nothing is new', async () => {
    const { ask, tag, remove } = open()
    const first = await tag()
    await remove('two.md')
    expect(await ask(first)).toMatchObject({ status: 226, titles: [] })
  })

  it('gives the whole feed after a change of settings, for every item may be another', async () => {
    const { ask, tag, write } = open()
    const first = await tag()
    await write({ '_index.md': '---\nidPrefix: "tag:example.org,2026:"\ndeltas: true\ncopyright: C\n---\n' })
    expect((await ask(first)).status).toBe(200)
  })

  it('remembers twenty versions and no more', async () => {
    const { ask, tag, write } = open()
    const tags = [await tag()]
    for (let index = 0; index < 20; index++) {
      await write({ 'new.md': article({ title: `New ${index}`, date: '2025-01-03' }) })
      tags.push(await tag())
    }
    expect((await ask(tags[0]!)).status).toBe(200)
    expect((await ask(tags[1]!)).status).toBe(226)
  })

  it('leaves everything as it is where the setting is off', async () => {
    const [on, off, absent] = [open(), open('deltas: false'), open('copyright: C')]
    for (const { app, ask, tag, write } of [off, absent]) {
      const first = await tag()
      await write({ 'three.md': article({ title: 'Three', date: '2025-01-03' }) })
      expect((await ask(first)).status).toBe(200)
      expect((await app.request('/feed.json')).headers.get('vary')).toBe(
        'Accept-Encoding, Sec-Fetch-Dest, Sec-Fetch-Mode',
      )
    }
    expect((await on.app.request('/feed.json')).headers.get('vary')).toBe(
      'Accept-Encoding, A-IM, Sec-Fetch-Dest, Sec-Fetch-Mode',
    )
  })
})

describe('python3-feedparser', () => {
  it('reads the whole feed, then the new items, then a 304', async (context) => {
    requireTool(context, '/usr/bin/python3', ['-c', 'import feedparser'], 'python3-feedparser')
    const { app, write } = open()
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/atom.xml`
    const parse = (etag: string) => {
      const program = `import feedparser, json, sys
d = feedparser.parse(sys.argv[1], etag=sys.argv[2] or None)
print(json.dumps([d.status, bool(d.bozo), [e.title for e in d.entries], d.get('etag')]))`
      return new Promise<[number, boolean, string[], string]>((resolve, reject) => {
        execFile('/usr/bin/python3', ['-c', program, url, etag], (error, output) =>
          error ? reject(error) : resolve(JSON.parse(output)),
        )
      })
    }
    const [status, bozo, titles, etag] = await parse('')
    expect([status, bozo, titles]).toEqual([200, false, ['Two', 'One']])
    await write({ 'three.md': article({ title: 'Three', date: '2025-01-03' }) })
    const next = await parse(etag)
    expect(next.slice(0, 3)).toEqual([226, false, ['Three']])
    expect((await parse(next[3])).slice(0, 3)).toEqual([304, false, []])
  })
})
