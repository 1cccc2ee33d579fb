import { accessSync, constants, existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, read } from './guides.ts'

/** What a person looks for, the document that has it, and a heading in it. */
const SUBJECTS: readonly (readonly [subject: string, path: string, heading: string])[] = [
  ['your own publication', 'articles/guides/your-own-publication.md', 'The first five minutes'],
  ['moving from another generator', 'articles/guides/moving-here.md', 'Compare before you switch'],
  ['a newsroom', 'articles/guides/news-copy.md', 'Dateline and agency'],
  ['copy of agencies', 'articles/guides/news-copy.md', 'Wire copy'],
  ['a podcast', 'articles/guides/podcast.md', 'An episode'],
  ['Cloudflare', 'articles/guides/cloudflare.md', 'Deploy'],
  ['static hosts', 'articles/guides/static-hosting.md', 'What a static host cannot do'],
  ['nginx', 'articles/guides/your-own-server.md', 'nginx'],
  ['Caddy', 'articles/guides/your-own-server.md', 'Caddy'],
  ['a part of a site', 'articles/guides/your-own-server.md', 'Below a path'],
  ['systemd', 'articles/guides/your-own-server.md', 'systemd'],
  ['containers', 'articles/guides/your-own-server.md', 'Container'],
  ['backups', 'articles/guides/your-own-server.md', 'Backup'],
  ['upgrades', 'articles/guides/your-own-server.md', 'Upgrade'],
  ['push', 'articles/guides/push.md', 'Destinations'],
  ['commands', 'articles/guides/commands.md', 'Every command'],
  ['settings', 'articles/guides/settings.md', 'For the site alone'],
  ['keys of front matter', 'articles/guides/keys.md', 'What hides an article'],
  ['addresses', 'articles/guides/addresses.md', 'What is at which address'],
  ['metrics', 'articles/guides/metrics.md', 'What is measured'],
  ['the source', 'articles/guides/architecture.md', 'One picture'],
  ['adding a format', 'articles/guides/architecture.md', 'A format'],
  ['adding a generator', 'articles/guides/architecture.md', 'A generator'],
  ['adding a command', 'articles/guides/architecture.md', 'A command'],
  ['adding a destination', 'articles/guides/architecture.md', 'A destination'],
  ['adding a runtime', 'articles/guides/architecture.md', 'A runtime'],
  ['what changed', 'CHANGELOG.md', 'Added'],
  ['reporting a hole', 'SECURITY.md', 'What counts'],
  ['taking part', 'CONTRIBUTING.md', 'Rules'],
  ['releases', 'CONTRIBUTING.md', 'A release'],
]

describe('the manual', () => {
  it.each(SUBJECTS)('has %s in %s, which the README links', (_, path, heading) => {
    const headings = [...read(path).matchAll(/^#{2,3} (.+)$/gm)].map(([, text]) => text)
    expect(headings).toContain(heading)
    expect(linkedFrom('README.md')).toContain(path)
  })

  it.each(['Hugo', 'Jekyll', 'Eleventy', 'Obsidian', 'Ghost'])('says how to move here from %s', (name) => {
    expect(read('articles/guides/moving-here.md')).toContain(name)
  })

  it('has a picture in the README, and one of the architecture', () => {
    expect(existsSync(join(ROOT, /!\[[^\]]+\]\(([^)]+)\)/.exec(read('README.md'))![1]!))).toBe(true)
    const [, picture] = read('articles/guides/architecture.md').split('## One picture\n')
    expect(picture!.split('\n## ')[0]!.match(/^```text$/gm)).toHaveLength(1)
  })

  it('names a script that makes a release, which can be run', () => {
    expect(read('CONTRIBUTING.md')).toMatch(/^ {4}\.ci\/release \d+\.\d+\.\d+ --do-it$/m)
    accessSync(join(ROOT, '.ci/release'), constants.X_OK)
  })
})

/** The paths of the files that a document links. */
function linkedFrom(path: string): string[] {
  return [...read(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) =>
    posix.join(posix.dirname(path), target!),
  )
}
