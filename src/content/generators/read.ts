import type { Program } from 'acorn'
import type { Fields, Value } from '../front-matter/parse.ts'
import type { Person } from '../front-matter/people.ts'
import type { Problem } from '../problem.ts'
import { parseLanguage } from '../text/language.ts'
import type { Script } from './code/code-value.ts'
import { readPython } from './code/python.ts'
import { type ParseScript, readScripts } from './code/read-script.ts'
import {
  type Configuration,
  isOfSite,
  mergeConfig,
  mergeMissing,
  mergeTables,
  readData,
  readMarkup,
  readSiteData,
} from './configuration.ts'
import { addAuthors, addTags } from './data-files.ts'
import { isReadable } from './exclusions.ts'
import { type FormerFeed, placeOf } from './feeds/former-feed.ts'
import type { FoundSite } from './files/found-site.ts'
import { readFolders } from './files/read-folders.ts'
import type { Generator, SiteDefaults, UnreadRule } from './generator.ts'
import { readIgnoreFile } from './ignore-patterns.ts'
import { toDefaults } from './index-defaults.ts'
import type { GeneratorRow } from './row.ts'
import { isUrlComputed, readSiteDefaults } from './site-defaults.ts'
import { rowOf } from './table.ts'

/** A generator's site as its files describe it; `problems` has the configuration files that cannot be read, by paths from the articles folder. */
export interface GeneratorSite {
  generator: Generator
  site: SiteDefaults
  problems: Problem[]
}

/** Reads a generator's configuration and data files. Code is never run: `parseScript` parses JavaScript and TypeScript, and only plain values are read. */
export function readGenerator(found: FoundSite, parseScript: ParseScript): GeneratorSite {
  const row = rowOf(found.name)
  const folder = found.folder.normalize('NFC')
  const { configuration, scripts, authors, tags, directoryData, broken } = readFiles(found, row, parseScript)
  const values = row.readValues?.(configuration) ?? {}
  const configured = row.readDefaults?.(configuration) ?? []
  const { exclusions, unread } = readRules(row, configuration, found, scripts)
  const options = readOptions(row, configuration)
  const content =
    row.readContent?.(configuration) ??
    (options.content === undefined ? (row.content ?? []) : [options.content])
  const place = placeOf(folder, content)
  // A server of a section alone serves its feeds at their addresses, too.
  const ofPlace: FormerFeed[] = place === '' ? [] : [[`${place}/**/`, '**']]
  const feeds = [...(row.readFeeds?.(configuration, place) ?? []), ...ofPlace]
  const markdown = (row.readFeatures?.(configuration) ?? []).filter((feature) => feature !== false)
  return {
    generator: {
      name: found.name,
      ...(found.mark !== undefined && { mark: found.mark }),
      folder,
      content,
      permalinks: row.readPermalinks?.(configuration) ?? {},
      options,
      ...(markdown.length > 0 && { markdown }),
      ...(Object.keys(values).length > 0 && { values }),
      authors,
      tags,
      defaults: [...directoryData, ...configured].flatMap(([place, fields, pattern]) =>
        belowArticles(folder, place.normalize('NFC')).flatMap((below) =>
          toDefaults(below, fields, { pattern }),
        ),
      ),
      ...(exclusions.length > 0 && { exclusions }),
      ...(unread.length > 0 && { unread }),
      ...(found.mark !== undefined && {
        files: readFolders(row, configuration, found.aliasFiles ?? [], parseScript),
      }),
      ...(feeds.length > 0 && { feeds }),
      ...(isUrlComputed(row, configuration) && { computed: ['url'] }),
    },
    site: { ...readSiteDefaults(row, configuration), ...readLanguage(row, configuration) },
    problems: describeBroken(found, broken),
  }
}

function readLanguage(row: GeneratorRow, configuration: Configuration): SiteDefaults {
  const language = parseLanguage(row.readLanguage?.(configuration) ?? '')
  return language === undefined ? {} : { language }
}

function describeBroken({ folder, unreadable = [] }: FoundSite, broken: Problem[]): Problem[] {
  const up = folder === '' ? '' : '../'.repeat(folder.split('/').length)
  return [
    ...broken.map(({ path, line, message }) => ({ path, line, reason: message })),
    ...unreadable.map(({ path, reason }) => ({ path, line: undefined, reason })),
  ].map(({ path, line, reason }) => ({
    severity: 'error',
    code: 'ids-in-doubt',
    path: up + path,
    ...(line !== undefined && { line }),
    message: `The configuration of the site, which decides what is public, under which addresses and ids, cannot be read (${reason})`,
    hint: 'Correct the file, or set `generator: none`, `url` and `idPrefix` in `_index.md` to publish without it',
  }))
}

function readFiles(
  { folder, files, inherited = [], routes = [], templates = [] }: FoundSite,
  row: GeneratorRow,
  parseScript: ParseScript,
) {
  const fields = new Map<string, Value>()
  const authors: Record<string, Person> = {}
  const tags: Record<string, string> = {}
  const directoryData: [folder: string, fields: Fields, pattern?: string][] = []
  const data = new Map<string, Value>()
  const ignoreFiles = new Map<string, string>()
  const broken: Problem[] = []
  const scripts = readCode(files, row, parseScript, broken)
  const settings: Script[] = []
  const isUnread = (path: string, text: string) => {
    const before = broken.length
    if (!CODE.test(path) && text.trim() !== '') readMarkup(path, text, broken)
    return broken.length > before || (CODE.test(path) && !scripts.has(path))
  }
  const addDirectoryData = (path: string, text: string) => {
    const given = isUnread(path, text) ? KEPT_BACK : row.directoryData?.read(path, text, scripts.get(path))
    if (!given) return
    const [name = '', above] = path.split('/').reverse()
    const folder = path.split('/').slice(0, -1).join('/')
    const stem = name.replace(/(?:\.11tydata)?\.\w+$/, '')
    const isOfFolder = stem === (above ?? stem)
    const article = path.slice(0, path.length - name.length) + stem
    // Wildcards in the names of files are letters.
    const pattern = isOfFolder ? undefined : `${article.replace(/[\\*?[\]{}]/g, '\\$&')}.*`
    directoryData.push([folder, given, pattern])
  }
  for (const { path, text } of files) {
    const isData = row.readValues && DATA.test(path) && !CODE.test(path)
    const known = isData ? readData(path, text) : undefined
    if (known !== undefined) data.set(path, known)
    if (row.ignoreFiles?.includes(path)) {
      ignoreFiles.set(path, text)
      continue
    }
    const isCode = CODE.test(path)
    if (isCode && row.directoryData?.endings.some((ending) => path.endsWith(ending)))
      addDirectoryData(path, text)
    // Data files describe the site better than the configuration, so they come first.
    else if (isCode) {
      const script = scripts.get(path)
      if (script) settings[/(?:^|\/)_data\/[^/]*$/.test(path) ? 'unshift' : 'push'](script)
    } else if (inherited.includes(path))
      mergeTables(fields, readMarkup(path, row.cleanConfig?.(text) ?? text, broken))
    else if (row.configFiles.includes(path))
      mergeConfig(
        fields,
        row.configTables?.exec(path)?.[1],
        readMarkup(path, row.cleanConfig?.(text) ?? text, broken),
      )
    else if (/(?:^|\/)\.?authors?(?:\/|\.)/.test(path)) addAuthors(authors, path, readMarkup(path, text))
    else if (/(?:^|\/)tags\.yml$/.test(path)) addTags(tags, readMarkup(path, text))
    else if (DATA.test(path)) {
      if (row.hasSiteInData && isOfSite(path))
        mergeMissing(fields, readSiteData(path, text, broken), [
          'title',
          'url',
          'description',
          'language',
          'author',
        ])
    } else addDirectoryData(path, text)
  }
  const paths = files.map(({ path }) => path)
  const given = { folder, paths, routes, templates, data, ignoreFiles }
  const configuration: Configuration = { fields, scripts: settings, ...given }
  return { configuration, scripts, authors, tags, directoryData, broken }
}

/** What a broken file hands down to articles, which it may keep back. */
const KEPT_BACK: Fields = new Map([['draft', 'true']])

/** Data files, some of which describe the site. */
const DATA = /(?:^|\/)_data\//
const CODE = /\.(?:[cm]?[jt]s|py)$/

/** The plain values of the files of code, by path; one of the configuration or of a folder's data that cannot be parsed is `broken`. */
function readCode(
  files: FoundSite['files'],
  row: GeneratorRow,
  parseScript: ParseScript,
  broken: Problem[],
): ReadonlyMap<string, Script> {
  const programs: { path: string; program: Program }[] = []
  const scripts = new Map<string, Script>()
  for (const { path, text } of files) {
    if (!CODE.test(path)) continue
    if (path.endsWith('.py')) {
      scripts.set(path, readPython(path, text))
      continue
    }
    const program = parseScript(path, text)
    if (typeof program !== 'string') programs.push({ path, program })
    else if (
      row.configFiles.includes(path) ||
      (row.hasSiteInData && isOfSite(path)) ||
      row.directoryData?.endings.some((end) => path.endsWith(end))
    )
      broken.push({ severity: 'error', code: 'front-matter', path, message: program, hint: '' })
  }
  for (const script of readScripts(programs)) scripts.set(script.path, script)
  return scripts
}

function readOptions(row: GeneratorRow, configuration: Configuration): Record<string, string> {
  const options = Object.entries(row.readOptions?.(configuration) ?? {})
  return Object.fromEntries(options.filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** The folder relative to that of the articles, empty for those above it; nothing for a folder beside them. */
function belowArticles(articles: string, folder: string): string[] {
  if (folder === '' || folder === articles || articles.startsWith(`${folder}/`)) return ['']
  if (articles === '') return [folder]
  return folder.startsWith(`${articles}/`) ? [folder.slice(articles.length + 1)] : []
}

/** The rules of configuration and ignore files; a pattern that is not understood is one that cannot be read. */
function readRules(
  row: GeneratorRow,
  configuration: Configuration,
  { files }: FoundSite,
  scripts: ReadonlyMap<string, Script>,
) {
  const { exclusions, unread = [] } = row.readExclusions?.(configuration) ?? { exclusions: [] }
  const ignored = [...configuration.ignoreFiles].flatMap(([path, text]) => readIgnoreFile(path, text))
  const { readable = [], not = [] } = Object.groupBy([...ignored, ...exclusions], (exclusion) =>
    isReadable(exclusion) ? 'readable' : 'not',
  )
  const file = configuration.paths.find((path) => row.configFiles.includes(path)) ?? ''
  const names = new Set([...unread, ...not.map(({ rule, pattern }) => `${rule}, ${pattern.slice(0, 60)}`)])
  const ofData = files.flatMap(({ path, text }): UnreadRule[] => {
    if (!row.directoryData?.endings.some((ending) => path.endsWith(ending))) return []
    const folder = path.split('/').slice(0, -1).join('/')
    return row.directoryData
      .unreadKeys(path, text, scripts.get(path))
      .map((rule) => ({ rule, file: path, folder }))
  })
  return {
    exclusions: readable,
    unread: [...[...names].map((rule) => ({ rule, file, folder: '' })), ...ofData],
  }
}
