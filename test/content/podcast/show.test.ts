import { describe, expect, it } from 'vitest'
import { readSite, settingsOf } from '../../../src/content/site/settings.ts'

function read(files: Record<string, string>) {
  const list = Object.entries(files).map(([path, source]) => ({ path, source: `---\n${source}\n---\n` }))
  const { site, problems } = readSite(list, { title: 'Folder', url: 'https://example.org/' })
  return {
    site,
    problems: problems.map(({ path, line, severity, code }) => `${path}:${line} ${severity} ${code}`),
  }
}

const indent = (text: string) => text.replace(/^/gm, '  ')

function readShow(source: string) {
  const { site, problems } = read({ 'show/_index.md': `podcast:\n${indent(source)}` })
  return { podcast: settingsOf(site, 'show').podcast!, problems }
}

const NOTHING = { section: 'show', categories: [], funding: [], people: [] }

describe('the setting `podcast`', () => {
  it.each<[string, object]>([
    ['author: " Desk  & Co "', { author: 'Desk & Co' }],
    ['owner: Ada <ada@example.org>', { owner: { name: 'Ada', email: 'ada@example.org' } }],
    ['owner: ada@example.org', { owner: { email: 'ada@example.org' } }],
    ['owner: {name: Ada, email: ada@example.org}', { owner: { name: 'Ada', email: 'ada@example.org' } }],
    ['image: /show/a.png', { image: 'https://example.org/show/a.png' }],
    ['artwork: a.png', { image: 'https://example.org/a.png' }],
    ['category: history', { categories: [{ name: 'History' }] }],
    [
      'categories: [Arts > Books, {Society & Culture: [Documentary, Philosophy]}]',
      {
        categories: [
          { name: 'Arts', within: 'Books' },
          { name: 'Society & Culture', within: 'Documentary' },
          { name: 'Society & Culture', within: 'Philosophy' },
        ],
      },
    ],
    ['category: {Technology: }', { categories: [{ name: 'Technology' }] }],
    ['category: Something else', { categories: [{ name: 'Something else' }] }],
    ['explicit: no', { explicit: false }],
    ['explicit: true', { explicit: true }],
    ['type: serial', { type: 'serial' }],
    ['medium: audiobook', { medium: 'audiobook' }],
    ['guid: 917393E3-1b1e-5cef-ace4-edaa54e1f810', { guid: '917393e3-1b1e-5cef-ace4-edaa54e1f810' }],
    ['locked: yes\ncomplete: yes\nblock: no', { locked: true, complete: true, block: false }],
    ['new-feed-url: https://n.example/f.xml', { newFeedUrl: 'https://n.example/f.xml' }],
    ['funding: https://f.example/', { funding: [{ url: 'https://f.example/' }] }],
    ['funding: {url: /give, text: Give}', { funding: [{ url: 'https://example.org/give', text: 'Give' }] }],
    [
      'people: [Ada, {name: Bob, role: guest, group: cast, img: /b.png, href: /bob}]',
      {
        people: [
          { name: 'Ada' },
          {
            name: 'Bob',
            role: 'guest',
            group: 'cast',
            imageUrl: 'https://example.org/b.png',
            url: 'https://example.org/bob',
          },
        ],
      },
    ],
    [
      'value: {type: lightning, method: keysend, suggested: 0.00000005000, recipients: {type: node, address: 02, split: 100, custom_key: 7, customValue: v, fee: yes}}',
      {
        value: {
          type: 'lightning',
          method: 'keysend',
          suggested: '0.00000005000',
          recipients: [
            { type: 'node', address: '02', split: 100, customKey: '7', customValue: 'v', fee: true },
          ],
        },
      },
    ],
    [
      'txt: [free text, {purpose: verify, text: abc}]',
      { txt: [{ text: 'free text' }, { purpose: 'verify', text: 'abc' }] },
    ],
    [
      'trailer: {title: Why, url: /t.mp3, date: 2026-05-01T10:00+02:00, length: 12, type: audio/mpeg, season: 1}',
      {
        trailers: [
          {
            title: 'Why',
            url: 'https://example.org/t.mp3',
            published: Date.UTC(2026, 4, 1, 8),
            length: 12,
            type: 'audio/mpeg',
            season: 1,
          },
        ],
      },
    ],
    ['location: Berlin', { location: { name: 'Berlin' } }],
    [
      'location: {name: Berlin, geo: "geo:52.52,13.40", osm: R62422}',
      { location: { name: 'Berlin', geo: 'geo:52.52,13.40', osm: 'R62422' } },
    ],
    ['licence: CC-BY-4.0', { license: { name: 'CC-BY-4.0' } }],
    [
      'update-frequency: {text: Each Monday, rrule: FREQ=WEEKLY, dtstart: 2026-05-04, complete: no}',
      {
        updateFrequency: {
          text: 'Each Monday',
          rrule: 'FREQ=WEEKLY',
          dtstart: Date.UTC(2026, 4, 4),
          complete: false,
        },
      },
    ],
    ['author:\nowner:', {}],
  ])('%s', (source, expected) => {
    expect(readShow(source)).toEqual({ podcast: { ...NOTHING, ...expected }, problems: [] })
  })

  it.each([
    ['author: ""', 3],
    ['location: { geo: "geo:1,2" }', 3],
    ['trailer: { title: Why, url: /t.mp3 }', 3],
    ['trailer: { title: Why, url: /t.mp3, date: soon }', 3],
    ['updateFrequency: { text: Weekly, rrule: weekly }', 3],
    ['owner: Ada', 3],
    ['type: weekly', 3],
    ['explicit: maybe', 3],
    ['image: "javascript:x"', 3],
    ['guid: 917393e3', 3],
    ['category: ""', 3],
    ['people: []', 3],
    ['medium: radio', 3],
    ['funding:\n  - text: Give', 4],
    ['author: x\nvalue: {type: lightning, recipients: [{type: node, address: 02, split: 1}]}', 4],
    [
      'value:\n  type: lightning\n  method: keysend\n  suggested: much\n  recipients: [{type: node, address: 02, split: 1}]',
      6,
    ],
    [
      'value:\n  type: lightning\n  method: keysend\n  recipients:\n    - { type: node, address: 02, split: half }',
      7,
    ],
    ['value:\n  type: lightning\n  method: keysend\n  recipients: []', 6],
    ['value:\n  type: a\n  method: b\n  tip: c\n  recipients: [{type: node, address: 02, split: 1}]', 3],
  ])('%j is an error at its line, and is left out', (source, line) => {
    const { podcast, problems } = readShow(source)
    expect(problems).toEqual([`show/_index.md:${line} error setting`])
    expect(podcast).toEqual({ ...NOTHING, ...(source.startsWith('author: x') && { author: 'x' }) })
  })

  it('a key that means nothing is named with its line, beside one of the section', () => {
    const { problems } = read({ 'show/_index.md': 'titel: x\npodcast:\n  keywords: a\n  titel: b' })
    expect(problems).toEqual([
      'show/_index.md:2 warning unknown-setting',
      'show/_index.md:4 warning unknown-setting',
      'show/_index.md:5 warning unknown-setting',
    ])
  })

  it('text in its place is an error, and the section is what the one above is', () => {
    const { site, problems } = read({ 'show/_index.md': 'podcast: weekly' })
    expect(problems).toEqual(['show/_index.md:2 error setting'])
    expect(settingsOf(site, 'show').podcast).toBeUndefined()
  })

  it('sections below are parts of the show, shows of their own, or no podcast', () => {
    const { site, problems } = read({
      '_index.md': 'podcast: true',
      'show/_index.md':
        'podcast:\n  author: Desk\n  explicit: no\n  guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810\n  newFeedUrl: https://n.example/',
      'show/season/_index.md': 'title: Season',
      'show/extra/_index.md': 'podcast: { explicit: yes }',
      'show/news/_index.md': 'podcast: no',
    })
    expect(problems).toEqual([])
    expect(site.settings.podcast).toEqual({ ...NOTHING, section: '' })
    const show = settingsOf(site, 'show').podcast
    expect(show).toMatchObject({ section: 'show', author: 'Desk' })
    expect(settingsOf(site, 'show/season').podcast).toEqual(show)
    expect(settingsOf(site, 'show/extra').podcast).toEqual({
      ...NOTHING,
      section: 'show/extra',
      author: 'Desk',
      explicit: true,
    })
    expect(settingsOf(site, 'show/news').podcast).toBeUndefined()
  })
})
