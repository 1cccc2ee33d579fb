import { formatDateTime, formatDay, type Instant } from '../../content/text/dates.ts'
import { toYamlText } from '../../import/yaml-value.ts'
import type { Choices } from './choices.ts'
import { EXTRA_FILES } from './extra-files.ts'

/** The folder of articles within a publication, which commands find without being told. */
export const ARTICLES_FOLDER = 'articles'

/** The text of each file of a new publication by its path; `now` is the day of its ids, and the date of its first article. */
export function describePublication(choices: Choices, now: Instant): Map<string, string> {
  const [first] = choices.sections
  const folder = first ? `${ARTICLES_FOLDER}/${first.folder}` : ARTICLES_FOLDER
  return new Map([
    [`${ARTICLES_FOLDER}/_index.md`, siteSettings(choices, now)],
    ...choices.sections.map((section, index): [string, string] => [
      `${ARTICLES_FOLDER}/${section.folder}/_index.md`,
      sectionSettings(section.title, index === 0 ? choices : { ...choices, kind: 'blog' }),
    ]),
    [`${folder}/hello.md`, firstArticle(choices, now)],
    ['.gitignore', GITIGNORE],
    ...choices.extras.flatMap((extra) => [...EXTRA_FILES[extra](choices)]),
  ])
}

/** RFC 4151: a tag URI has a host and a day on which its owner had it, so that no other publication makes the same ids. */
function siteSettings({ title, url, language, timezone, author }: Choices, now: Instant): string {
  const address =
    url === undefined
      ? [
          '# Before you publish, set the address, and the start of every id: it is set once, and never changed.',
          '# url: https://example.org/',
          `# idPrefix: "tag:example.org,${formatDay(now, timezone)}:"`,
        ]
      : [
          `url: ${url}`,
          '# The start of every id. Never change it: every reader would get every article again.',
          `idPrefix: "tag:${new URL(url).hostname.replace(/^\[|\]$/g, '').replaceAll(':', '.')},${formatDay(now, timezone)}:"`,
        ]
  return lines([
    '---',
    `title: ${toYamlText(title)}`,
    ...address,
    `language: ${language}`,
    `timezone: ${timezone}`,
    ...(author ? [`authors: [${JSON.stringify(author)}]`] : []),
    '---',
  ])
}

function sectionSettings(title: string, { kind, author, language }: Choices): string {
  const podcast = [
    'podcast:',
    ...(author ? [`  author: ${toYamlText(author)}`] : []),
    '  category: Technology',
    '  explicit: false',
    '  # What directories ask for, too: a square picture of 1400 to 3000 pixels beside this file, and whom they write to.',
    '  # image: artwork.png',
    '  # owner: { name: Your name, email: you@example.org }',
  ]
  return lines([
    '---',
    `title: ${toYamlText(title)}`,
    ...(kind === 'podcast' ? [...podcast, `language: ${language}`] : []),
    '---',
  ])
}

function firstArticle({ kind, timezone, author }: Choices, now: Instant): string {
  const rest = {
    blog: [],
    newsroom: ['# dateline: LONDON', '# urgency: 4'],
    podcast: ['# The sound of the episode, beside this file:', '# enclosure: hello.mp3', '# episode: 1'],
  }[kind]
  return lines([
    '---',
    'title: Hello',
    `date: ${formatDateTime(now, timezone)}`,
    ...(author && kind === 'newsroom' ? [`authors: [${JSON.stringify(author)}]`] : []),
    ...rest,
    '---',
    '',
    'This is the first article. Edit it, and the feeds follow within a second; delete it, and write your own:',
    '`wireroom new "A title"`.',
  ])
}

/** What the program remembers, and what others need not have. */
const GITIGNORE = `.wireroom/
.wrangler/
node_modules/
`

function lines(all: string[]): string {
  return `${all.join('\n')}\n`
}
