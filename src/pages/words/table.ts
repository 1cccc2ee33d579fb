/**
 * The words of the pages in one language. Texts are plain, not HTML. To add a language, copy `en.ts`, translate it, and add it to the list in `words.ts`;
 * the compiler says which words are missing.
 */
export interface PageWords {
  skipToContent: string
  home: string
  sections: string
  languages: string
  tags: string
  topics: string
  authors: string
  archive: string
  allArticles: string
  olderArticles: string
  newerArticles: string
  previousArticle: string
  nextArticle: string
  /** Stands in a list without articles. */
  noArticles: string
  articles(count: number): string
  page(number: number): string

  published: string
  updated: string
  /** Before the date of a correction. */
  corrected: string
  /** Before the text of one correction. */
  correction: string
  corrections: string
  whatChanged: string
  /** Before the names of the languages that an article is translated to. */
  translations: string
  /** The line with the authors; `names` are formatted as a list. */
  by(names: string): string
  /** `date` is formatted already. */
  on(date: string): string
  minutes(count: number): string
  agency: string
  dateline: string
  licence: string
  footnotes: string
  /** Names the link from a footnote to its place in the text. */
  backToText: string
  /** Names a table that scrolls. */
  tableScroll: string
  markdownVersion: string

  listen: string
  watch: string
  chapters: string
  transcript: string
  season(number: number): string
  episode(number: number): string
  explicit: string
  /** `size` has a unit: `12 MB`. */
  download(size: string): string

  subscribe: string
  feeds: string
  /** Two sentences. */
  whatAFeedIs: string
  address: string
  copy: string
  copied: string
  openIn(reader: string): string
  selfHosted: string
  host: string
  open: string
  otherReaders: string
  podcastApps: string
  latest: string
  showXml: string
  opml: string
  /** Describes the QR code to people who do not see it. */
  qrCode: string
  snippet: string
  byMail: string

  notFoundTitle: string
  /** Before links that lead on. */
  notFoundText: string
}
