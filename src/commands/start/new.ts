import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { formatDateTime, type Instant, parseTypedDate } from '../../content/text/dates.ts'
import { parseLanguage } from '../../content/text/language.ts'
import { slugify } from '../../content/text/urls.ts'
import { toYamlText } from '../../import/yaml-value.ts'
import { readFolderSettings } from '../../node/folder/folder-settings.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from '../command.ts'
import { writeNew } from './write-new.ts'

/** Longer names are refused by file systems, which count bytes: a letter may take four. */
const MAX_SLUG_BYTES = 120

/** Writes a new article. */
export const newCommand = defineCommand({
  positionals: 'TITLE',
  description: `Writes an article with a title and the date of now, and opens it in your editor.
It is a draft until its line \`draft: true\` is deleted, so that nobody is told of half an article. It never overwrites a file.`,
  examples: [
    ['new "Water rises in Kabul" --section news', 'articles/news/water-rises-in-kabul.md'],
    ['new "سلام دنیا" --language fa-AF', 'the name of the file is in the script of the title'],
    [
      'new "On Monday" --date "2026-12-07 08:00" --public',
      'is public from then on, in the time zone of the site',
    ],
  ],
  options: {
    articles: ARTICLES_OPTION,
    section: { type: 'string', value: 'FOLDER', description: 'the section, such as news or news/world' },
    language: {
      type: 'string',
      value: 'TAG',
      description: 'the language, where it is not that of the section',
    },
    date: {
      type: 'string',
      value: 'DATE',
      description: 'the date, such as "2026-12-07 08:00", in the time zone of the site; now unless given',
    },
    public: { type: 'boolean', description: 'the article is no draft' },
  },
  environment: { VISUAL: 'the editor; EDITOR where it is not set, and none where neither is' },
  run({ values, positionals, env, log, now, isInteractive }) {
    const title = positionals.join(' ').trim()
    if (title === '')
      throw new UsageError('Give the article a title, such as wireroom new "Water rises in Kabul".')
    const { articles } = chooseArticles(values.articles, env)
    const section = readSection(values.section ?? '')
    const { site } = readFolderSettings(resolve(articles), findSettings(articles, section), {
      defaultUrl: 'http://localhost/',
      findFile: () => undefined,
    })
    const language = readLanguage(values.language)
    const isFirst = section !== '' && !existsSync(join(articles, section))
    const path = [...(section === '' ? [] : [section]), `${slugOf(title)}.md`].join('/')
    const text = [
      '---',
      `title: ${toYamlText(title)}`,
      `date: ${formatDateTime(readWhen(values.date, site.timezone, now()), site.timezone)}`,
      ...(language === undefined ? [] : [`lang: ${language}`]),
      ...(values.public ? [] : ['draft: true']),
      '---',
      '',
      '',
    ].join('\n')
    if (!writeNew(articles, path, text))
      throw new Error(`${join(articles, path)} is there already, and stays as it is.`)
    log(join(articles, path))
    if (isFirst) log(`${section} is a new section. An _index.md in it gives it a title: wireroom help init.`)
    if (!values.public) log('It is a draft. Delete its line `draft: true` to publish it.')
    const editor = env.VISUAL || env.EDITOR
    if (!isInteractive || !editor) return 0
    // As git does: the variable may have options, and even quotes.
    const { status, error } = spawnSync(
      `${editor} ${process.platform === 'win32' ? '"%WIREROOM_FILE%"' : '"$WIREROOM_FILE"'}`,
      {
        shell: true,
        stdio: 'inherit',
        env: { ...env, WIREROOM_FILE: join(articles, path) },
      },
    )
    if (error || status !== 0)
      throw new Error(`The editor \`${editor}\` failed. The article is written all the same.`)
    return 0
  },
})

/** The settings files that an article of the section depends on, as a scan finds them. */
function findSettings(articles: string, section: string): Map<string, string> {
  const parts = section === '' ? [] : section.split('/')
  const paths = [0, ...parts.map((_, index) => index + 1)].map((count) =>
    [...parts.slice(0, count), '_index.md'].join('/'),
  )
  return new Map(paths.filter((path) => existsSync(join(articles, path))).map((path) => [path, 'new']))
}

function readSection(text: string): string {
  const parts = text.split(/[\\/]/).filter((part) => part !== '')
  if (parts.some((part) => part.startsWith('.') || part.startsWith('_')))
    throw new UsageError(
      `"${text}" is not a section: a name that begins with a dot or a _ is never published.`,
    )
  return parts.join('/')
}

function readLanguage(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const tag = parseLanguage(text)
  if (tag === undefined)
    throw new UsageError(`"${text}" is not a language tag. Write one such as en or fa-AF.`)
  return tag
}

function readWhen(text: string | undefined, timezone: string, now: Instant): Instant {
  if (text === undefined) return now
  const instant = parseTypedDate(text, timezone)
  if (instant === undefined)
    throw new UsageError(`"${text}" is not a date. Write one such as "2026-12-07 08:00".`)
  return instant
}

/** The name of the file in the script of the title, cut at a hyphen where it is too long. Throws where the title has no letter. */
function slugOf(title: string): string {
  let slug = slugify(title)
  if (slug === '') throw new UsageError(`The title "${title}" has no letter or digit to name a file after.`)
  while (Buffer.byteLength(slug) > MAX_SLUG_BYTES)
    slug = slug.includes('-') ? slug.slice(0, slug.lastIndexOf('-')) : [...slug].slice(0, -1).join('')
  return slug
}
