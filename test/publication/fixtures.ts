import { article } from '../article.ts'

/** The clock of every test that does not move it. */
export const NOW = Date.UTC(2026, 0, 1)

/** When every file of a fixture was written. */
export const WRITTEN = new Date(Date.UTC(2024, 11, 31))

const SITE = '---\ntitle: The Site\nidPrefix: "tag:example.org,2026:"\n---\n'

const DAY = 86_400_000

const BASIC = {
  '_index.md': SITE,
  'news/_index.md': '---\ntitle: News\n---\n',
  'news/one.md': article({ title: 'One', date: '2025-01-01' }, 'One has a *text*. '.repeat(40)),
  'news/world/two.md': article({ title: 'Two', date: '2025-01-02' }),
  'essays/three.md': article({ title: 'Three', date: '2025-01-03' }),
}

/** Thirty articles, one a day, every other in a section; what is withdrawn, expires or is held back; and a week that is still to come. */
function makeArchive(): Record<string, string> {
  const files: Record<string, string> = { '_index.md': SITE.replace('title', 'feedLimit: 5\ntitle') }
  const add = (name: string, date: number, more: Record<string, string> = {}) => {
    const day = new Date(date).toISOString()
    files[`${date % (2 * DAY) === 0 ? 'news/' : ''}${name}.md`] = article({ title: name, date: day, ...more })
  }
  for (let index = 0; index < 30; index++)
    add(`a${index}`, Date.UTC(2025, 0, 1) + index * DAY, {
      ...(index === 7 && { withdrawn: '2026-01-02' }),
      ...(index === 12 && { expires: '2026-01-03' }),
      ...(index === 16 && { publishDate: '2026-01-04' }),
    })
  for (let index = 0; index < 7; index++) add(`b${index}`, Date.UTC(2026, 0, 5) + index * DAY)
  return files
}

/** Feeds of every scope, with an article to come. */
const WITH_PAGES = {
  '_index.md': SITE.replace('title', 'feedLimit: 2\ntitle'),
  'news/one.md': article({ title: 'One', date: '2025-01-01', tags: '[Peace, C++]', authors: 'Zoë Ä' }),
  'news/two.md': article({ title: 'Two', date: '2025-01-02', tags: 'peace' }),
  'news/three.md': article({ title: 'Three', date: '2025-01-03' }),
  'news/later.md': article({ title: 'Secret', date: '2026-01-02' }),
  'fa/_index.md': '---\ntitle: خبرها\nlanguage: fa-AF\n---\n',
  'fa/چهار.md': article({ title: 'چهار', date: '2025-01-04' }),
  'show/_index.md': '---\ntitle: "\\"Sound\\" & <Fury>"\npodcast: true\n---\n',
  'show/one.md': article({ title: 'First', date: '2025-01-01', audio: 'one.mp3' }),
  'show/one.mp3': 'ID3',
}

export interface Fixture {
  files: Record<string, string>
  siteUrl: string
  /** Whether it has the pages for people. */
}

/** Folders that every publication is tried on, whatever fills it. */
export const FIXTURES = {
  basic: { files: BASIC, siteUrl: 'https://example.org/' },
  'tags like others': {
    files: {
      '_index.md': SITE,
      'one.md': article({ title: 'One', date: '2025-01-01', tags: '[Straße, .NET]' }),
      'two.md': article({ title: 'Two', date: '2025-01-02', tags: '[STRASSE, C#]' }),
      'three.md': article({ title: 'Three', date: '2025-01-03', tags: '[C]' }),
    },
    siteUrl: 'https://example.org/',
  },
  'below a path': { files: BASIC, siteUrl: 'https://example.org/dispatch' },
  'former feeds': {
    files: {
      'eleventy.config.js':
        "export default (c) => c.addPlugin(feedPlugin, { type: 'atom', outputPath: '/all/feed.xml' })",
      '_index.md': '---\nfeedAliases: /old/index.rdf\n---\n',
      'news/_index.md': '---\nfeedAliases: [/press.atom, "https://example.org/blog/Feeds/News.json"]\n---\n',
      'news/one.md': article({ title: 'One', date: '2025-01-01', tags: '[peace]', authors: 'Ada' }),
    },
    siteUrl: 'https://example.org/blog/',
  },
  'another script': {
    files: { 'اخبار/یک.md': article({ title: 'یک', date: '2025-01-01' }) },
    siteUrl: 'https://example.org/',
  },
  empty: { files: { 'README.md': 'Nothing yet.' }, siteUrl: 'https://example.org/' },
  'something wrong': {
    files: {
      ...BASIC,
      'news/secret.md': article({ title: 'Secret', date: '2099-01-01' }, 'Not before its time.'),
      'news/draft.md': article({ title: 'Draft', date: '2025-01-01', draft: 'true' }),
      'news/bad.md': article({ title: 'Bad', date: '2025-02-30' }),
    },
    siteUrl: 'https://example.org/',
  },
  'found in rendering': {
    files: {
      ...BASIC,
      'news/broken.md': article({ title: 'Broken', date: '2025-01-04' }, '![gone](gone.png)'),
    },
    siteUrl: 'https://example.org/',
  },
  'hostile title': {
    files: { '_index.md': '---\ntitle: <script>alert(1)</script>\n---\n' },
    siteUrl: 'https://example.org/',
  },
  time: {
    files: {
      '_index.md': SITE,
      'a.md': article({ title: 'Soon', date: '2026-01-02T06:00:00Z' }, 'The secret of tomorrow.'),
      'b.md': article({ title: 'Brief', date: '2025-01-01', expires: '2026-01-03' }),
      'c.md': article({ title: 'Mended', date: '2025-01-01', updated: '2026-01-04' }),
      'd.md': article({
        title: 'Taken back',
        date: '2025-01-01',
        withdrawn: '{ reason: "Wrong", date: 2026-01-05 }',
      }),
      'x/e.md': article({ title: 'Still', date: '2025-01-01' }),
    },
    siteUrl: 'https://example.org/',
  },
  moved: {
    files: {
      '_index.md': SITE,
      'news/new.md': article({
        title: 'New',
        date: '2025-01-01',
        aliases:
          '[/old.html, 2019/old, "https://example.org/abs", "https://other.example/elsewhere", /café/]',
      }),
      'news/gone.md': article({
        title: 'Gone',
        date: '2025-01-01',
        aliases: '[/was-gone]',
        withdrawn: '{ reason: The figures were wrong, date: 2025-02-01 }',
      }),
      'news/later.md': article({
        title: 'Later',
        date: '2026-01-02',
        aliases: '[/early]',
        withdrawn: '2026-01-03',
      }),
    },
    siteUrl: 'https://example.org/',
  },
  'an alias where a tag will be': {
    files: {
      '_index.md': SITE,
      'new.md': article({
        title: 'New',
        date: '2025-01-01',
        aliases: '[/tags/secret/feed.xml, /Tags/Other/atom.xml]',
      }),
      'later.md': article({ title: 'Later', date: '2026-01-02', tags: '[Secret, Other]' }),
    },
    siteUrl: 'https://example.org/',
  },
  'renamed sections': {
    files: {
      '_index.md': SITE.replace('title', 'feedLimit: 1\ntitle'),
      'news/_index.md':
        '---\ntitle: News\naliases: [/old-news, "https://example.org/Café/News/", "https://other.example/x/"]\n---\n',
      'news/one.md': article({ title: 'One', date: '2025-01-01', tags: 'Peace' }),
      'news/two.md': article({ title: 'Two', date: '2025-01-02' }),
      'news/world/three.md': article({ title: 'Three', date: '2025-01-03', image: 'map.png' }),
      'news/world/map.png': 'PNG',
      'essays/_index.md': '---\naliases: /news/\n---\n',
      'essays/four.md': article({ title: 'Four', date: '2025-01-04' }),
    },
    siteUrl: 'https://example.org/',
  },
  archives: { files: makeArchive(), siteUrl: 'https://example.org/' },
  'a limit in bytes': {
    files: {
      ...makeArchive(),
      '_index.md': SITE.replace('title', 'feedLimit: 5\nfeedBytes: 1600\ntitle'),
    },
    siteUrl: 'https://example.org/',
  },
  'capital letters': {
    files: {
      'Essays & more/one.md': article({ title: 'One', date: '2025-01-01', image: '"Tom & Jerry, (1).png"' }),
      'Essays & more/Tom & Jerry, (1).png': 'PNG',
    },
    siteUrl: 'https://example.org/',
  },
  facets: {
    files: {
      '_index.md': SITE.replace('title', 'feedLimit: 2\ntitle'),
      'news/one.md': article({ title: 'One', date: '2025-01-01', tags: '[Peace, C++]', authors: 'Zoë Ä' }),
      'news/two.md': article({ title: 'Two', date: '2025-01-02', tags: 'peace', lang: 'fa-AF' }),
      'three.md': article({ title: 'Three', date: '2025-01-03', tags: 'Peace' }),
      'later.md': article({ title: 'Later', date: '2026-01-02', tags: '[Secret, peace]', authors: 'Zoë Ä' }),
      'gone.md': article({ title: 'Gone', date: '2025-01-04', tags: 'Brief', expires: '2026-01-03' }),
    },
    siteUrl: 'https://example.org/',
  },
  podcast: {
    files: {
      '_index.md': SITE,
      'show/_index.md': '---\npodcast: true\n---\n',
      'show/é.md': article({ title: 'É', date: '2025-01-01', audio: 'one.mp3', chapters: '[0:00 Start]' }),
      'show/soon.md': article({ date: '2026-01-02', audio: 'one.mp3', chapters: '[0:00 Secret]' }),
      'show/gone.md': article({
        date: '2025-01-01',
        withdrawn: '2026-01-03',
        audio: 'one.mp3',
        chapters: '[0:00 Gone]',
      }),
      'show/far.md': article({ date: '2025-01-01', audio: 'one.mp3', chapters: 'one.chapters.json' }),
      'show/one.chapters.json': '{"version":"1.2.0","chapters":[]}',
      'show/one.mp3': 'ID3',
    },
    siteUrl: 'https://example.org/',
  },
  media: {
    files: {
      '_index.md': SITE,
      'podcast/one.mp3': 'ID3',
      'podcast/cover.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>',
      'podcast/one.md': article({
        date: '2025-05-05',
        enclosure: 'one.mp3',
        image: 'cover.svg',
        transcript: 'one.transcript.html',
      }),
      'podcast/one.transcript.html': '<script>alert(1)</script><p onclick="alert(2)">Hello</p>',
    },
    siteUrl: 'https://example.org/',
  },
  'older versions of ninjs': {
    files: {
      '_index.md': SITE.replace('title', 'feedLimit: 2\nninjs: [1, 2]\ntitle'),
      'news/one.md': article(
        { title: 'One', date: '2025-01-01', tags: 'Peace', byline: 'By Ada' },
        'One has a *text*. '.repeat(80),
      ),
      'news/two.md': article({ title: 'Two', date: '2025-01-02', tags: 'peace' }),
      'three.md': article({ title: 'Three', date: '2025-01-03', updated: '2026-01-04' }),
      'four.md': article({
        title: 'Four',
        date: '2025-01-04',
        withdrawn: '{ reason: Wrong, date: 2026-01-05 }',
      }),
      'later.md': article({ title: 'Later', date: '2026-01-02T06:00:00Z' }, 'The secret of tomorrow.'),
    },
    siteUrl: 'https://example.org/',
  },
  'feeds with pages': { files: WITH_PAGES, siteUrl: 'https://example.org/' },
  'feeds with pages below a path': {
    files: WITH_PAGES,
    siteUrl: "https://example.org/a&b='c'/",
  },
  'feeds that browsers show as they are': {
    files: { ...WITH_PAGES, '_index.md': SITE.replace('title', 'browserView: false\ntitle') },
    siteUrl: 'https://example.org/',
  },
  'pages elsewhere': {
    files: { ...WITH_PAGES, '_index.md': SITE.replace('title', 'pages: false\ntitle') },
    siteUrl: 'https://example.org/',
  },
} satisfies Record<string, Fixture>

export type FixtureName = keyof typeof FIXTURES
