import { asList, findLine, findText, findValue } from '../front-matter/fields.ts'
import { type Fields, linesOfKeys, parseFrontMatter } from '../front-matter/parse.ts'
import type { Person } from '../front-matter/people.ts'
import { findExclusion } from '../generators/exclusions.ts'
import { adaptFields, hideText, isPage, showsPublishDate, withDefaults } from '../generators/front-matter.ts'
import type { FileName } from '../generators/permalink-input.ts'
import { type Enclosure, type Image, readEnclosures, readImage } from '../media/media.ts'
import { findMentions } from '../media/mentions.ts'
import { createReferences, type FindFile } from '../media/references.ts'
import { arrangeEnclosures, type Episode, readEpisode } from '../podcast/episode.ts'
import type { Problem, Report } from '../problem.ts'
import { type Settings, type Site, settingsOf } from '../site/settings.ts'
import type { Instant } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'
import { type Aside, NO_DATE, readRedirect, type Unpublished, whyNotArticle } from './aside.ts'
import { readAuthors } from './authors.ts'
import { readDating } from './dating.ts'
import { readFileName } from './file-name.ts'
import { isOutOfFeeds, readHidden } from './hidden.ts'
import type { IdKey, OwnedIdentity } from './identity.ts'
import { reportUnknownKeys } from './known-keys.ts'
import { type Correction, readCorrections, readWithdrawal, type Withdrawal } from './news.ts'
import { type Newswire, readNewswire } from './newswire.ts'
import { chooseId, choosePermalink, readExternalUrl, readLicence, toPermalinkInput } from './permalink.ts'
import { type Category, readCategories } from './taxonomy.ts'
import { readSummary, readTitle } from './title.ts'
import { reportWrongTypes } from './wrong-types.ts'

/** A parsed Markdown file. Texts are plain and URLs absolute; the body is still Markdown, because only the articles in a feed are rendered. */
export interface Article extends OwnedIdentity {
  /** Relative to the articles folder, with `/`, and composed (NFC) however the file system writes it. */
  path: string
  /** The digest of the file's text and of what its front matter reads from other files; the lookups of the body are not part of it. */
  hash: string
  /** Path of the section, empty for the top of the folder. */
  section: string
  permalink: string
  /** Former addresses, as paths or URLs. */
  aliases: string[]
  /** Absent in notes. */
  title?: string
  published: Instant
  /** Corrections, which update the article too, aside: `updatedAt` tells the last of all. */
  updated: Instant
  /** The article is not public before it. */
  embargo: Instant
  expires?: Instant
  /** Whether no feed contains it, though its page is public. */
  isOutOfFeeds?: true
  /** The reason why it is never public, such as `draft`. */
  hidden?: string
  withdrawn?: Withdrawal
  /** Those to come, too, which nobody may see before. */
  corrections: readonly Correction[]
  authors: Person[]
  categories: Category[]
  /** The author's summary; without it the start of the body is used. */
  summary?: string
  /** BCP 47. */
  language: string
  /** Equal in all translations of an article. */
  translationKey: string
  image?: Image
  enclosures: Enclosure[]
  /** Present where the section is a podcast and an enclosure is playable. */
  episode?: Episode
  dateline?: string
  agency?: string
  newswire?: Newswire
  copyright?: string
  licence?: string
  /** The page that a link article is about. */
  externalUrl?: string
  /** What the file mentions that may be the names of other files, for `readMention`; absent where there is nothing. */
  mentions?: readonly string[]
  /** Line of the file (1-based) on which the body starts. */
  bodyLine: number
  /** Characters of the body. */
  bodyLength: number
  /** The lookups of the body when it was last rendered; absent until then. */
  lookups?: readonly Lookup[]
  /** Returns the front matter with the defaults of its folders, for templates in the text. Throws as `readBody` does. */
  readFields?(): Fields
  /** Returns the Markdown. Throws where the body is read again and the file has changed since. */
  readBody(): string
}

/** A question that a body asked while it was rendered, and the answer: an empty text where nothing was found. */
export interface Lookup {
  /** `size` asks for the width and height of a picture, and `corrections`, where some are still to come, how many are public. */
  kind: 'file' | 'size' | 'article' | 'corrections'
  /** The path of a file, or the reference to an article as the author wrote it; empty for corrections. */
  name: string
  found: string
}

interface ArticleFile {
  path: string
  source: string
  hash: string
  /** Whether the generator takes it for a part of the article in whose folder it is. */
  isResource?: boolean
}

/** The result of reading a file; `article` is absent for a file that is not an article and for one with errors. */
export interface ParsedArticle {
  article?: Article
  problems: Problem[]
  /** Present where the id comes from a key that may be meant for several articles. */
  idKey?: IdKey
  /** Present where the file is not an article. */
  aside?: Aside
  /** Present where the file is meant as an article, and something keeps it from being one. */
  unpublished?: Unpublished
}

/**
 * Reads one Markdown file. Never throws: every mistake is a Problem with its line. A file with an error yields no article, so that
 * nothing is published that was only partly understood. A file that the site leaves out is a hidden article, and nothing is wrong with it.
 */
export function parseArticle(file: ArticleFile, site: Site, findFile: FindFile): ParsedArticle {
  const { path: filePath, isResource } = file
  // macOS decomposes accents in the names of files, so that two checkouts of one folder differ.
  const path = filePath.normalize('NFC')
  const rule = isResource ? 'beside an index.md' : findExclusion(site.generator, path)
  if (rule === undefined) return parseFile({ ...file, path }, site, findFile)
  const { article, unpublished } = parseFile({ ...file, path }, site, findFile)
  return article
    ? { article: Object.assign(article, { hidden: rule }), problems: [] }
    : { problems: [], aside: { path, why: `left out: ${rule}` }, unpublished }
}

function parseFile({ path, source, hash }: ArticleFile, site: Site, findFile: FindFile): ParsedArticle {
  const header = parseFrontMatter(source, path)
  const own = adaptFields(header.fields, source, site.generator)
  const fields = withDefaults(own, site.generator, site.defaults ?? [], path)
  const problems = [...header.problems]
  const lineOf = linesOfKeys(source)
  const report: Report = (severity, code, key, message, hint) =>
    problems.push({ severity, code, path, line: lineOf(key), message, hint })
  const file = readFileName(path, site)
  const asideAs = (why: string): ParsedArticle => ({ problems, aside: { path, why } })
  const why = whyNotArticle(header, fields, file, path, site.generator, report)
  if (why !== undefined) return asideAs(why)
  const unpublished: Unpublished = { path, mentions: findMentions(source, header.fields) }
  if (problems.some(isError)) return { problems, unpublished }
  if (site.generator && isPage(site.generator, path)) {
    report(
      'warning',
      'page',
      '',
      'This file is a page and not a post, so no feed contains it',
      'Move it to the folder of the posts if it is a post',
    )
    return asideAs('page')
  }

  const settings = settingsOf(site, file.section)
  const dating = readDating(fields, file, path, site.timezone, report, showsPublishDate(site.generator))
  if (!dating) return { ...(problems.some(isError) ? { problems } : asideAs(NO_DATE)), unpublished }
  const misspelt = reportUnknownKeys(header.fields, report)
  reportWrongTypes(header.fields, source, report)
  const hidden = readHidden(fields, path, report) ?? readRedirect(fields, report) ?? misspelt
  const language = readLanguage(fields, file, settings, report)
  const body = hideText(header.body, site.generator)
  const heading = readTitle(fields, body, file, settings, site.generator, report)
  const permalinkInput = toPermalinkInput(fields, file, site, heading.title, dating.published)
  const permalink = choosePermalink(fields, file, site, settings, language, permalinkInput, report)
  const references = createReferences(path, permalink, site.url, findFile, site.generator)
  const enclosures = readEnclosures(fields, references, report)
  const place = { articlePath: path, siteUrl: site.url, references }
  const chosen = chooseId(fields, file, site, permalink, permalinkInput, { own, lineOf })
  // Without a spread, V8 gives the object room for all its properties at once.
  const article: Article = {
    path,
    hash,
    section: file.section,
    id: chosen.id,
    uri: chosen.uri,
    hasOwnId: chosen.hasOwnId,
    permalink,
    aliases: asList(findValue(fields, ['aliases', 'alias', 'redirect_from'])?.value).filter(
      (alias) => typeof alias === 'string',
    ),
    title: heading.title,
    published: dating.published,
    updated: dating.updated,
    embargo: dating.embargo,
    expires: dating.expires,
    isOutOfFeeds: isOutOfFeeds(fields, site.generator !== undefined, report) || undefined,
    hidden,
    withdrawn: readWithdrawal(fields, site.timezone, report),
    corrections: readCorrections(fields, site.timezone, report),
    authors: readAuthors(fields, site, settings),
    categories: readCategories(fields, site.generator, report),
    summary: readSummary(fields, site.generator),
    language,
    translationKey:
      findLine(fields, ['translationKey', 'translation_of', 'ref'])?.normalize('NFC') ?? file.translationKey,
    image: readImage(fields, references, report),
    enclosures: settings.podcast ? arrangeEnclosures(enclosures) : enclosures,
    episode: settings.podcast && readEpisode(fields, enclosures, settings.podcast, place, report),
    dateline: findLine(fields, ['dateline']),
    agency: findLine(fields, ['agency', 'credit']),
    newswire: readNewswire(fields, report),
    copyright: findLine(fields, ['copyright', 'rights']) ?? settings.copyright,
    licence: readLicence(fields, site, settings, report),
    externalUrl: readExternalUrl(fields, body, site.url, report),
    mentions: unpublished.mentions,
    bodyLine: header.bodyLine + heading.lines,
    bodyLength: heading.body.length,
    readFields: readerOf(fields),
    readBody: readerOf(heading.body),
  }
  return problems.some(isError) ? { problems, unpublished } : { article, problems, idKey: chosen.idKey }
}

/** Whether a problem is an error and not a warning. */
export function isError(problem: Problem): boolean {
  return problem.severity === 'error'
}

/** Creates `readBody` outside of parseArticle, so that it keeps nothing else in memory. */
function readerOf<T>(value: T): () => T {
  return () => value
}

function readLanguage(fields: Fields, file: FileName, settings: Settings, report: Report): string {
  const found = findText(fields, ['lang', 'language', 'locale'])
  if (found) {
    const tag = parseLanguage(found.value)
    if (tag !== undefined) return tag
    report(
      'warning',
      'language',
      found.key,
      `"${found.value}" is not a language tag`,
      'Write a BCP 47 tag such as `en`, `fa-AF` or `zh-Hant`',
    )
  }
  return file.language ?? file.folderLanguage ?? settings.language
}
