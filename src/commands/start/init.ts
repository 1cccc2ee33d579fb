import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { titleFromSlug } from '../../content/site/settings.ts'
import { dropAtEnd } from '../../content/text/characters.ts'
import { parseLanguage } from '../../content/text/language.ts'
import { defineCommand, UsageError } from '../command.ts'
import { alignPairs, helpWidth } from '../program/align-pairs.ts'
import { wrapWords } from '../push/terminal.ts'
import {
  type Choices,
  EXTRAS,
  judgeLanguage,
  judgeTimezone,
  KINDS,
  readAddress,
  readSections,
  systemLanguage,
} from './choices.ts'
import { ARTICLES_FOLDER, describePublication } from './publication-files.ts'
import type { Answers, Given } from './questions.ts'
import { writeNew } from './write-new.ts'

/** Makes a new publication. */
export const initCommand = defineCommand({
  positionals: '[DIR]',
  description: `Makes a publication in a folder: settings, a first article, and what the place where it runs needs.
On a terminal it asks for what no option says. It never overwrites a file.`,
  examples: [
    ['init my-site', 'asks, and writes my-site/'],
    [
      'init my-site --yes --title "My site" --url https://example.org/',
      'asks nothing, and takes the defaults',
    ],
    ['init --kind newsroom --section News --section Opinion', 'in the folder you are in'],
    ['init --yes --with container --with systemd', 'adds files to a publication that you have'],
  ],
  options: {
    title: {
      type: 'string',
      value: 'TEXT',
      description: 'what it is called; the name of the folder unless given',
    },
    url: { type: 'string', value: 'ADDRESS', description: 'where it will be, such as https://example.org/' },
    language: {
      type: 'string',
      value: 'TAG',
      description: 'such as en, fa-AF or zh-Hant; that of your system unless given',
    },
    timezone: {
      type: 'string',
      value: 'ZONE',
      description: 'such as Europe/London; that of your system unless given',
    },
    author: { type: 'string', value: 'NAME', description: 'who writes, where an article does not say' },
    section: {
      type: 'string',
      value: 'TITLE',
      multiple: true,
      description: 'a section; may be given several times',
    },
    kind: { type: 'string', value: 'KIND', description: `${KINDS.join(', ')}; blog unless given` },
    with: {
      type: 'string',
      value: 'PLACE',
      multiple: true,
      description: `files for a place to run: ${EXTRAS.join(', ')}; may be given several times`,
    },
    yes: { type: 'boolean', short: 'y', description: 'asks nothing' },
  },
  async run({ values, positionals, env, log, now, isInteractive }) {
    const [directory = '.', ...others] = positionals
    if (others.length > 0) throw new UsageError('Name one folder.')
    const given = readGiven(values)
    const defaults: Answers = {
      title: titleFromSlug(basename(resolve(directory))),
      language: systemLanguage(env),
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      kind: 'blog',
      sections: [],
      extras: [],
    }
    const exists = existsSync(join(directory, ARTICLES_FOLDER, '_index.md'))
    let answers: Answers | undefined = { ...defaults, ...given }
    if (isInteractive && !values.yes && !exists) {
      const { askChoices } = await import('./questions.ts')
      answers = await askChoices(given, defaults)
      if (!answers) return 1
    }
    const files = describePublication(toChoices(answers), now())
    const kept: string[] = []
    for (const [path, text] of files) {
      // Somebody who has settings has articles.
      if (exists && path.startsWith(`${ARTICLES_FOLDER}/`)) continue
      if (writeNew(directory, path, text)) log(`  wrote ${join(directory, path)}`)
      else kept.push(path)
    }
    if (exists) log(`${join(directory, ARTICLES_FOLDER)} is a publication already, and stays as it is.`)
    if (kept.length > 0) log(`What was there already stays as it is: ${kept.join(', ')}.`)
    if (!exists) for (const line of nextSteps(directory, answers)) log(line)
    return 0
  },
})

/** What the options say. Throws if one of them cannot be right. */
function readGiven(values: {
  title?: string
  url?: string
  language?: string
  timezone?: string
  author?: string
  section?: string[]
  kind?: string
  with?: string[]
}): Given {
  const { title, url, language, timezone, author, section, kind, with: places } = values
  const address = url === undefined ? undefined : readAddress(url)
  const reason =
    (address && 'reason' in address ? address.reason : undefined) ??
    (language === undefined ? undefined : judgeLanguage(language)) ??
    (timezone === undefined ? undefined : judgeTimezone(timezone))
  if (reason !== undefined) throw new UsageError(`${reason}.`)
  const given: Given = {
    title,
    url: address && 'url' in address ? address.url : undefined,
    language,
    timezone,
    author,
    kind: kind === undefined ? undefined : choose('kind', kind, KINDS),
    sections: section,
    extras: places?.flatMap((place) => place.split(',')).map((place) => choose('with', place, EXTRAS)),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function choose<const V extends string>(option: string, value: string, allowed: readonly V[]): V {
  const found = allowed.find((one) => one === value.trim())
  if (found !== undefined) return found
  throw new UsageError(`--${option} is "${value}". It is one of ${allowed.join(', ')}.`)
}

function toChoices(answers: Answers): Choices {
  const { title, language, kind } = answers
  const sections = readSections(answers.sections)
  const usual = { blog: [], newsroom: readSections(['News']), podcast: readSections(['Podcast']) }[kind]
  return {
    ...answers,
    title: title.trim(),
    language: parseLanguage(language)!,
    sections: sections.length > 0 ? sections : usual,
  }
}

function nextSteps(directory: string, { url }: Answers): string[] {
  const isHere = resolve(directory) === process.cwd()
  return [
    '',
    'Next:',
    ...(isHere
      ? []
      : [`  cd ${/^[\w./-]+$/.test(directory) ? dropAtEnd(directory, '/') : JSON.stringify(directory)}`]),
    alignPairs([
      ['wireroom', 'serves it, and follows what you edit'],
      ['wireroom new "A title"', 'writes an article'],
    ]),
    ...(url === undefined
      ? wrapWords(
          `Set url and idPrefix in ${ARTICLES_FOLDER}/_index.md before you publish.`,
          helpWidth(),
          '  ',
          true,
        )
      : []),
  ]
}
