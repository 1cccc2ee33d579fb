import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { previewCommand } from '../../src/commands/preview.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'

const INDEX = '---\ntitle: The Site\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'
const UUID = 'a0000000-0000-4000-8000-000000000001'

function atom(id: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:x</id><updated>2025-01-01T00:00:00Z</updated><entry><title>One</title><id>${id}</id><link href="https://example.org/one/"/><published>2025-01-01T00:00:00Z</published><updated>2025-01-01T00:00:00Z</updated><content>Text of one.</content></entry></feed>`
}

async function run(id: string, more: Record<string, string>, args: string[] = []) {
  const directory = makeFolder({
    '_index.md': INDEX,
    'one.md': article({ title: 'One', date: '2025-01-01', ...more }, 'Text of one.'),
  })
  const lines: string[] = []
  const options = [join(makeFolder({ live: atom(id) }), 'live'), '--articles', directory, ...args]
  const code = await runCommand('preview', previewCommand, options, {
    env: {},
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
  })
  return { code, text: lines.join('\n'), file: readFileSync(join(directory, 'one.md'), 'utf8') }
}

describe('a live Atom feed', () => {
  it('is compared with the ids that ours has in Atom, where those are no URIs', async () => {
    const { code, text } = await run('old id 7', { guid: 'old id 7' })
    expect(text).toContain('which cannot be kept: it would be tag:example.org,2026:old%20id%207')
    expect(text).toContain('Subscribers would get 1 article again.')
    expect(code).toBe(1)
  })

  it.each([
    ['the URI that is made of it', 'tag:example.org,2026:old%20id%207', 'old id 7'],
    ['the URN of a UUID', `urn:uuid:${UUID}`, UUID],
  ])('may have %s', async (_, live, guid) => {
    const { code, text } = await run(live, { guid })
    expect(text).toContain('Subscribers will see nothing twice')
    expect(text).not.toContain('no longer in the feed')
    expect(code).toBe(0)
  })

  it('gets no line that would not help', async () => {
    const { code, text, file } = await run('old id 7', {}, ['--fix', '--yes'])
    expect(text).toContain('cannot be kept')
    expect(file).not.toContain('old id 7')
    expect(code).toBe(1)
  })

  it('gets the line that helps', async () => {
    const { code, file } = await run(`urn:uuid:${UUID}`, {}, ['--fix', '--yes'])
    expect(file).toContain(`id: urn:uuid:${UUID}`)
    expect(code).toBe(0)
  })
})
