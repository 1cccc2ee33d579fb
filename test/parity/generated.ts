import { article } from '../article.ts'

const DAY = 86_400_000
const START = Date.UTC(2019, 0, 1)
/** Far away, so that no test is around when they come. */
const NEVER = '2099-01-01'

const SECTIONS = ['', 'news', 'news/world', 'essays', 'Essays & more', 'اخبار', 'notes', 'show']
const TAGS = ['Peace', 'C++', 'صلح', 'Tom & Jerry', 'été', '100 %', 'a/b', ...numbered('Topic', 23)]
const AUTHORS = ['Ada Lovelace', 'Zoë Ä', 'علی', 'Desk & Co <desk@example.org>', ...numbered('Author', 8)]
const LANGUAGES = [undefined, 'de', 'fa-AF', 'zh-Hant']

/** A folder of `count` articles with every kind of document there is: the same on every run. */
export function makeGeneratedFolder(count: number): Record<string, string> {
  const files: Record<string, string> = { ...SETTINGS }
  for (let index = 0; index < count; index++) {
    const section = SECTIONS[index % SECTIONS.length]!
    const folder = section === '' ? '' : `${section}/`
    const name = `${folder}a${index}`
    files[`${name}.md`] = article(frontMatterOf(index, section), bodyOf(index))
    if (section === 'show') Object.assign(files, filesOf(name, index))
  }
  files['news/map of #1.png'] = 'PNG'
  files['essays/table.csv'] = 'a,b'
  return files
}

const SETTINGS: Record<string, string> = {
  '_index.md': '---\ntitle: Generated\nidPrefix: "tag:example.org,2026:"\ntombstones: true\n---\n',
  'news/_index.md': '---\ntitle: News\nfeedLimit: 5\naliases: [/old-news, /Café/News/]\n---\n',
  'essays/_index.md': '---\ntitle: Essays\nfeedBytes: 9000\ncontent: summary\n---\n',
  'notes/_index.md': '---\ntitles: none\n---\n',
  'show/_index.md':
    '---\ntitle: Show\npodcast: { explicit: no, category: Technology, owner: { name: Ada, email: ada@example.org } }\n---\n',
}

function frontMatterOf(index: number, section: string): Record<string, string> {
  const date = new Date(START + index * DAY).toISOString()
  const language = LANGUAGES[index % 7]
  return {
    ...(section !== 'notes' && { title: `"Article ${index} & <more>"` }),
    date,
    tags: JSON.stringify([TAGS[index % TAGS.length], TAGS[(index * 7 + 3) % TAGS.length]]),
    authors: JSON.stringify([AUTHORS[index % AUTHORS.length]]),
    ...(language && { lang: language, translationKey: `k${index >> 3}` }),
    ...stateOf(index),
    ...(index % 19 === 0 && { aliases: `[/old-${index}.html, "/2019/Old ${index}/"]` }),
    ...(index % 23 === 0 && { updated: new Date(START + (index + 3) * DAY).toISOString() }),
    ...(index % 29 === 0 && {
      correction: `{ text: Number ${index} was wrong, date: 2025-01-0${1 + (index % 9)} }`,
    }),
    ...(index % 31 === 0 && {
      urgency: '2',
      slugline: 'sl',
      genre: 'Analysis',
      place: 'London',
      byline: 'By A',
    }),
    ...(index % 37 === 0 && { external_url: `https://other.example/${index}` }),
    ...(section === 'news' && { image: '"map of #1.png"', dateline: 'LONDON' }),
    ...(section === 'essays' && index % 3 === 0 && { enclosures: '[table.csv]' }),
    ...(section === 'show' && episodeOf(index)),
  }
}

/** Most articles are public. */
function stateOf(index: number): Record<string, string> {
  if (index % 97 === 5) return { withdrawn: `{ reason: "Wrong & gone", date: 2025-03-0${1 + (index % 9)} }` }
  if (index % 97 === 11) return { embargo: NEVER }
  if (index % 97 === 17) return { expires: '2025-06-01' }
  if (index % 97 === 23) return { expires: NEVER }
  if (index % 97 === 29) return { draft: 'true' }
  if (index % 97 === 31) return { feed: 'false' }
  return {}
}

function episodeOf(index: number): Record<string, string> {
  return {
    audio: `a${index}.mp3`,
    duration: '1:02',
    episode: String(index),
    ...(index % 3 === 0 && { chapters: '[0:00 Start, 0:30 Middle]' }),
    ...(index % 3 === 1 && { transcript: `a${index}.transcript.html` }),
    ...(index % 3 === 2 && { transcript: `a${index}.vtt` }),
  }
}

function filesOf(name: string, index: number): Record<string, string> {
  return {
    [`${name}.mp3`]: `ID3 of ${index}`,
    ...(index % 3 === 1 && { [`${name}.transcript.html`]: `<script>alert(1)</script><p>Words ${index}</p>` }),
    ...(index % 3 === 2 && { [`${name}.vtt`]: `WEBVTT\n\n00:00.000 --> 00:01.000\nWords ${index}\n` }),
  }
}

function bodyOf(index: number): string {
  const link = index % 5 === 0 && index > 8 ? `See [the one before](a${index - 8}.md).` : ''
  return `Words of ${index}, **bold** and ‹quoted›.\n\n${'More of it. '.repeat(index % 9)}\n\n${link}`
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index}`)
}
