import { readFileSync, statSync } from 'node:fs'
import { explainDate } from '../../content/text/date-faults.ts'
import { parseTypedDate } from '../../content/text/dates.ts'
import { joinParts } from '../../content/text/urls.ts'
import { importsFile } from '../../node/wireroom-folder.ts'
import { ARTICLES_OPTION, type CommandContext, chooseArticles, defineCommand } from '../command.ts'
import { decodeSource } from './decode-source.ts'
import { createDesk, type Desk } from './desk.ts'
import { openJournal } from './journal.ts'
import { watchArrivals } from './watch-arrivals.ts'

/** How often a watched folder is looked at. */
const WATCH_MILLISECONDS = 1000

/** Makes drafts of texts that are not articles yet. */
export const importCommand = defineCommand({
  description:
    'Makes a draft of each file of wire copy, as agencies send it; `-` reads from standard input.\nNo article is overwritten, no text is made a draft twice, and the files stay where they are. Exits with 1 if a file could not be read.',
  positionals: 'FILE…',
  options: {
    articles: ARTICLES_OPTION,
    section: { type: 'string', value: 'NAME', description: 'the section that gets the drafts, such as news' },
    date: {
      type: 'string',
      value: 'DATE',
      description: 'the date of the articles; without it that in the copy, or when the file was last changed',
    },
    publish: {
      type: 'boolean',
      description:
        'makes articles that are public at once, or at the end of their embargo; what is not certain stays a draft',
    },
    watch: {
      type: 'string',
      value: 'DIR',
      description: 'imports what arrives in a folder, until it is stopped',
    },
    encoding: {
      type: 'string',
      value: 'NAME',
      description: 'the encoding of files that are not UTF-8, such as windows-1252',
    },
  },
  examples: [
    ['import talks.txt --section news', 'a draft in news/'],
    ['import --watch incoming --section news', 'a draft of each file that arrives there'],
    ['import talks.txt --date 2026-12-07 --publish', 'public at once, where nothing speaks against it'],
  ],
  run({ values, positionals, env, log, logError, now, showProgress = () => {} }) {
    const { articles } = chooseArticles(values.articles, env)
    if (positionals.length === 0 && values.watch === undefined)
      throw new Error('Name the files to import, `-` for standard input, or a folder with --watch DIR.')
    checkDate(values.date)
    const desk = createDesk({
      articles,
      section: readSection(values.section),
      date: values.date,
      publish: values.publish === true,
      journal: openJournal(importsFile(articles)),
      log,
      logError,
    })
    const { encoding, watch } = values
    const failures = positionals.filter((path, index) => {
      showProgress(`Importing file ${index + 1} of ${positionals.length}`)
      return !importFile(path, desk, encoding, { logError, now })
    })
    showProgress('')
    if (watch === undefined) return failures.length > 0 ? 1 : 0
    if (!statSync(watch, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`There is no folder ${watch} to watch.`)
    log(`Watching ${watch} for wire copy`)
    watchArrivals(watch, desk, { encoding, logError, intervalMilliseconds: WATCH_MILLISECONDS })
    return undefined
  },
})

function checkDate(date: string | undefined): void {
  if (date === undefined || parseTypedDate(date, 'UTC') !== undefined) return
  const { what, hint } = explainDate(date)
  throw new Error(`The date "${date}" ${what}. ${hint}.`)
}

/** The folder of a section, within the articles. */
function readSection(section = ''): string {
  const parts = section.split('/').filter((part) => part !== '')
  if (parts.length === 0) return ''
  const folder = joinParts([], parts)
  if (folder === undefined || parts.some((part) => part.startsWith('.')))
    throw new Error(`The section "${section}" is not a folder of articles. Name one such as news/world.`)
  return folder
}

/** Returns whether a file is a draft now, or was before. */
function importFile(
  path: string,
  desk: Desk,
  encoding: string | undefined,
  { logError, now }: Pick<CommandContext, 'logError' | 'now'>,
): boolean {
  const name = path === '-' ? 'standard input' : path
  try {
    const bytes = readFileSync(path === '-' ? 0 : path)
    const received = path === '-' ? now() : statSync(path).mtimeMs
    return desk.take(name, decodeSource(bytes, encoding), Math.trunc(received), true)
  } catch (error) {
    logError(`${name}: ${(error as Error).message}`)
    return false
  }
}
