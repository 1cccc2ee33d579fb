import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../src/content/problem.ts'
import { readSite } from '../../../src/content/site/settings.ts'

function read(source: string, sections: string[] = []) {
  const files = [
    { path: '_index.md', source: `---\n${source}\n---\n` },
    ...sections.map((section) => ({ path: `${section}/_index.md`, source: '---\ntitle: A section\n---\n' })),
  ]
  const { site, problems } = readSite(files, { title: 'Folder', url: 'http://localhost:8787/' })
  return { push: site.push, problems: problems.map(formatProblem) }
}

const HOOK = 'webhook: https://example.org/hook\n    secret: HOOK_SECRET'

describe('the settings of push', () => {
  it('are absent where `_index.md` says nothing of them', () => {
    expect(read('title: x')).toEqual({ push: undefined, problems: [] })
  })

  it('choose destinations, hubs and whether the site has a hub', () => {
    const source = [
      'push:',
      '  - webhook: https://example.org/hook',
      '    format: json',
      '    secret: WIREROOM_WEBHOOK_SECRET',
      '    name: desk',
      '    sections: [/news/, news/world]',
      '    tags: [Breaking]',
      '  - webhook: SLACK_WEBHOOK',
      '    format: slack',
      '    tags: live',
      '  - webhook: https://api.telegram.org',
      '    format: telegram',
      '    token: BOT_TOKEN',
      '    chat: "@example"',
      '  - indexnow: true',
      '    key: INDEXNOW_KEY',
      '  - indexnow: https://search.example/indexnow',
      '    secret: INDEXNOW_SECRET',
      'hubs: [https://hub.example/]',
      'hub: no',
    ].join('\n')
    expect(read(source, ['news', 'news/world'])).toEqual({
      problems: [],
      push: {
        hub: false,
        hubs: ['https://hub.example/'],
        destinations: [
          {
            place: 'push.0',
            kind: 'webhook',
            url: 'https://example.org/hook',
            format: 'json',
            secret: 'WIREROOM_WEBHOOK_SECRET',
            name: 'desk',
            sections: ['news', 'news/world'],
            tags: ['breaking'],
          },
          { place: 'push.1', kind: 'webhook', url: 'SLACK_WEBHOOK', format: 'slack', tags: ['live'] },
          {
            place: 'push.2',
            kind: 'webhook',
            url: 'https://api.telegram.org/',
            format: 'telegram',
            token: 'BOT_TOKEN',
            chat: '@example',
          },
          { place: 'push.3', kind: 'indexnow', key: 'INDEXNOW_KEY' },
          {
            place: 'push.4',
            kind: 'indexnow',
            url: 'https://search.example/indexnow',
            secret: 'INDEXNOW_SECRET',
          },
        ],
      },
    })
  })

  it('may be a single destination and a single hub, and switch IndexNow off', () => {
    const { push, problems } = read(`push:\n    ${HOOK}\nhubs: https://hub.example/`)
    expect(push!.destinations.map(({ kind }) => kind)).toEqual(['webhook'])
    expect(push!.hubs).toEqual(['https://hub.example/'])
    expect(problems).toEqual([])
    expect(read('push:\n  - indexnow: false').push!.destinations).toEqual([])
  })

  it('leave out a destination with a fault, and keep the others', () => {
    const { push, problems } = read(`push:\n  - webhook: nowhere\n    secret: A\n  - ${HOOK}`)
    expect(push!.destinations.map(({ place }) => place)).toEqual(['push.1'])
    expect(problems).toHaveLength(1)
  })

  it.each([
    ['push: yes', 2, '`push.0` must be a map with `webhook` or `indexnow`'],
    ['push:\n  - pigeon: coo', 3, '`push.0` must be a map with'],
    [`push:\n  - indexnow: true\n    key: A\n    ${HOOK}`, 3, '`push.0` must be a map with'],
    [`push:\n  - ${HOOK}\n    formt: json`, 5, '`push.0.formt` is not a setting of webhook'],
    [`push:\n  - ${HOOK}\n    key: A`, 5, '`push.0.key` is not a setting of webhook'],
    [
      `push:\n  - ${HOOK}\n    format: irc`,
      5,
      '`push.0.format` is not a format of webhooks. Known are json, slack',
    ],
    [`push:\n  - ${HOOK}\n    token: A`, 5, '`push.0.token` means nothing to the format json'],
    [`push:\n  - ${HOOK}\n    sections: []`, 5, '`push.0.sections` must be a list of names'],
    [`push:\n  - ${HOOK}\n    tags: [{ a: b }]`, 5, '`push.0.tags` must be a list of names'],
    [
      'push:\n  - webhook: https://example.org/',
      3,
      '`push.0.secret` must be the name of an environment variable',
    ],
    [
      'push:\n  - webhook: ftp://example.org/\n    secret: A',
      3,
      '`push.0.webhook` must be an http or https address',
    ],
    [
      'push:\n  - webhook: T\n    format: telegram\n    token: B',
      3,
      '`push.0.chat` must be the number of a chat',
    ],
    ['push:\n  - webhook: T\n    format: telegram\n    token: B\n    chat: a b', 6, '`push.0.chat` must be'],
    ['push:\n  - indexnow: maybe\n    key: A', 3, '`push.0.indexnow` must be `true` or the address'],
    ['push:\n  - indexnow: true', 3, '`push.0.key` must name the environment variable'],
    [`push:\n  - ${HOOK}\n    sections: [nwes]`, 5, 'There is no section `nwes`. Known are news'],
    ['hub: maybe', 2, '`hub` must be `true` or `false`'],
    ['hubs: [nowhere]', 2, '`hubs.0` must be an absolute http or https URL'],
    ['hubs:\n  - https://hub.example/\n  - nowhere', 2, '`hubs.1` must be'],
  ])('%j is an error at its line', (source, line, message) => {
    const { problems } = read(source, ['news'])
    expect(problems).toEqual([expect.stringContaining(`_index.md:${line}: error setting: ${message}`)])
  })

  it('name the line of a fault in the second destination', () => {
    const { problems } = read(`push:\n  - ${HOOK}\n  - ${HOOK}\n    format: irc`)
    expect(problems).toEqual([expect.stringContaining('_index.md:7: error setting: `push.1.format`')])
  })

  it.each([
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'MFKQ9R8GKYQRTWJUPD8ILPZIO2LALASW',
    'hunter2hunter2hunter2',
  ])('never repeat a secret that stands in place of a name: %s', (secret) => {
    const { push, problems } = read(`push:\n  - webhook: https://example.org/\n    secret: ${secret}`)
    expect(problems).toEqual([expect.stringContaining('_index.md:4: error setting: `push.0.secret`')])
    expect(problems.join()).not.toContain(secret)
    expect(push!.destinations).toEqual([])
  })

  it.each(['slack', 'discord'])(
    'never repeat the address of a webhook of %s, which is a secret',
    (format) => {
      const address = 'https://chat.example/services/T0/B0/abcdefghijkl'
      const { push, problems } = read(`push:\n  - webhook: ${address}\n    format: ${format}`)
      expect(problems).toEqual([
        expect.stringContaining('_index.md:3: error setting: `push.0.webhook` must be the name'),
      ])
      expect(problems.join()).not.toContain('abcdefghijkl')
      expect(push!.destinations).toEqual([])
    },
  )

  it('never repeat a password in the address of a webhook', () => {
    const { problems } = read('push:\n  - webhook: https://ada:pa55@example.org/\n    secret: A')
    expect(problems).toHaveLength(1)
    expect(problems.join()).not.toContain('pa55')
  })

  it('belong to the whole site', () => {
    const files = [{ path: 'news/_index.md', source: `---\npush:\n  - ${HOOK}\nhub: false\n---\n` }]
    const { problems } = readSite(files, { title: 'Folder', url: 'http://localhost:8787/' })
    expect(problems.map(({ line, code, message }) => `${line} ${code} ${message}`)).toEqual([
      '2 setting `push` is a setting of the whole site',
      '5 setting `hub` is a setting of the whole site',
    ])
  })
})
