import type { Article } from '../../content/article/article.ts'
import { type ArticleDates, stateOf, turningPoints, updatedAt } from '../../content/library/visibility.ts'
import { FORMATS, formatsOf } from '../../feed/formats/formats.ts'
import { type Facet, facetSlug, folderOf, type Scope } from '../../feed/scope.ts'
import type { PushedItem } from '../../push/destinations/destination.ts'
import { sectionOfPath } from '../../push/ledger.ts'
import type { LedgerEntry, TopicContent } from '../../push/outbox.ts'
import type { Published } from '../../push/work/look.ts'
import { type Document, isDocument, type Publication } from '../publication.ts'

const KEYS = [
  'id',
  'path',
  'hash',
  'title',
  'permalink',
  'published',
  'updated',
  'embargo',
  'hidden',
  'expires',
  'withdrawn',
  'section',
  'categories',
  'authors',
  'language',
  'summary',
  'image',
] as const satisfies (keyof Article)[]

/** What push needs of an article; can be written as JSON. */
export type PushedArticle = Pick<Article, (typeof KEYS)[number]> & Pick<ArticleDates, 'corrections'>

/** What push asks of a site that is published, on every runtime. */
export interface PushedSite {
  articles(): readonly PushedArticle[] | Promise<readonly PushedArticle[]>
  /** Whether there is a section with the path. */
  hasSection(path: string): boolean
  publication: Publication
  /** The value of the `Link` header of a document. */
  linksOf(document: Document): string
  /** Whether a hub has the document as a topic. */
  isTopic(document: Document): boolean
  /** The paths of the topics that are no feeds. */
  lists: readonly string[]
}

/** The articles of a site as push sees them. */
export interface PublishedSite extends Published {
  /** When articles next change by themselves; undefined if they do not. */
  nextChange(now: number): Promise<number | undefined>
}

/** What push needs of the articles that are not hidden for ever. */
export function pickPushed(articles: readonly Article[]): PushedArticle[] {
  return articles.flatMap((article) => {
    if (article.hidden !== undefined) return []
    const known = KEYS.filter((key) => article[key] !== undefined)
    const corrections = article.corrections.map(({ date }) => ({ date }))
    return [
      Object.fromEntries([
        ...known.map((key) => [key, article[key]]),
        ...(corrections.length > 0 ? [['corrections', corrections]] : []),
      ]) as unknown as PushedArticle,
    ]
  })
}

/** Gives push the articles and the documents of a site. */
export function createPublished(site: PushedSite): PublishedSite {
  const { publication, linksOf, isTopic } = site
  let there = { at: Number.NaN, paths: new Map<string, boolean>() }
  /** Kept, because each look asks for those of all articles. */
  const facets = new WeakMap<PushedArticle, readonly string[]>()
  return {
    async entries(now) {
      return (await site.articles()).flatMap((article) => toEntry(article, now) ?? [])
    },
    async content(topic, now) {
      const document = await findDocument(topic, now)
      return document && toContent(topic, document)
    },
    async item(entry, now, before) {
      const article = (await site.articles()).find(({ id }) => id === entry.id)
      const present = article && stateOf(article, now) === 'public' ? article : undefined
      const item = toItem(entry, present)
      if (!before) return item
      const hasSameText = before.hash === entry.hash
      return { ...item, moved: { section: sectionOfPath(before.path), hasSameText } }
    },
    async topics(entry, now, before) {
      const { url } = publication.site()
      const isPublic = entry.withdrawn === undefined
      const own = foldersOf(entry)
      const left = before ? foldersOf(before).filter((folder) => !own.includes(folder)) : []
      const folders = new Set([...(isPublic ? await presentFolders(entry, now) : own), ...left])
      const formats = formatsOf(publication.site())
      const feeds = [...folders].flatMap((folder) => formats.map(({ file }) => folder + file))
      const lists: string[] = []
      for (const list of site.lists) if (await isThere(list, now)) lists.push(list)
      return [...feeds, ...lists].map((path) => url + path)
    },
    async findTopic(url, now) {
      const document = await findDocument(url, now)
      return document && publication.site().url + document.path
    },
    async nextChange(now) {
      const points = (await site.articles()).flatMap(turningPoints).filter((point) => point > now)
      return points.length === 0 ? undefined : points.reduce((next, point) => Math.min(next, point))
    },
  }

  async function findDocument(url: string, now: number): Promise<Document | undefined> {
    const base = URL.parse(publication.site().url)
    const parsed = URL.parse(url)
    if (!base || parsed?.origin !== base.origin || !parsed.pathname.startsWith(base.pathname))
      return undefined
    if (parsed.search !== '' || parsed.hash !== '' || parsed.username !== '') return undefined
    const path = parsed.pathname.slice(base.pathname.length)
    const answer = (await publication.find(path, now)) ?? (await publication.find(respell(path), now))
    return isDocument(answer) && isTopic(answer) ? answer : undefined
  }

  async function toContent(url: string, document: Document): Promise<TopicContent> {
    const bytes = new Uint8Array(await new Response(await document.read()).arrayBuffer())
    return {
      url,
      bytes,
      digest: await digestOf(bytes),
      contentType: document.contentType,
      links: linksOf(document),
    }
  }

  function toItem(
    { id, path, url, title, released, updated }: LedgerEntry,
    article: PushedArticle | undefined,
  ): PushedItem {
    const { title: siteTitle, url: siteUrl, language: siteLanguage } = publication.site()
    const common = {
      id,
      url,
      title,
      published: released,
      updated,
      site: { title: siteTitle, url: siteUrl },
    }
    if (!article) {
      const section = sectionOfPath(path)
      return { ...common, section, tags: [], authors: [], language: siteLanguage, feeds: feedsOf(section) }
    }
    const { section, categories, authors, language, summary, image } = article
    return {
      ...common,
      section,
      tags: categories.map(({ term }) => term),
      authors: authors.map(({ name }) => name),
      language,
      ...(summary !== undefined && { summary }),
      ...(image && { image: image.url }),
      feeds: feedsOf(section),
    }
  }

  /** The addresses of the feeds of the site and of the sections that a path is in. */
  function feedsOf(section: string): string[] {
    const { url } = publication.site()
    return sectionsAbove(section).flatMap((path) =>
      FORMATS.map(({ file }) => url + folderOf({ section: path }) + file),
    )
  }

  /** The sections of a path, and the site itself. */
  function sectionsAbove(section: string): string[] {
    const parts = section.split('/')
    const paths = ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))]
    return [...new Set(paths)].filter((path) => path === '' || site.hasSection(path))
  }

  /** The folders of the feeds that an entry says the article is in. */
  function foldersOf({ path, facets = [] }: LedgerEntry): string[] {
    const known = facets.map(parseFacet)
    return sectionsAbove(sectionOfPath(path)).flatMap((section) => {
      const own = known.filter(({ kind }) => section === '' || kind !== 'language')
      const scopes: Scope[] = [{ section }, ...own.map((facet) => ({ section, facet }))]
      return scopes.map(folderOf)
    })
  }

  /** Those of them that are there: a tag whose address something else takes has none. */
  async function presentFolders(entry: LedgerEntry, now: number): Promise<string[]> {
    const facets: string[] = []
    for (const facet of entry.facets ?? []) {
      const folder = folderOf({ section: '', facet: parseFacet(facet) })
      if (await isThere(folder + FORMATS[0]!.file, now)) facets.push(facet)
    }
    return foldersOf({ ...entry, facets })
  }

  /** The entry of an article that is public or was taken back; undefined for all others. */
  function toEntry(article: PushedArticle, now: number): LedgerEntry | undefined {
    const state = stateOf(article, now)
    if (state !== 'public' && state !== 'withdrawn') return undefined
    const { id, path, hash, title = '', permalink: url, embargo: released, withdrawn } = article
    const updated = updatedAt(article, now)
    const own = facets.get(article) ?? facetsOf(article)
    facets.set(article, own)
    const entry = { id, path, hash: `${hash} ${updated}`, title, url, facets: own, released, updated }
    return state === 'withdrawn' ? { ...entry, withdrawn: withdrawn?.date || now } : entry
  }

  /** Whether there is a document; each is looked for once at an instant, however many articles are news. */
  async function isThere(path: string, now: number): Promise<boolean> {
    if (there.at !== now) there = { at: now, paths: new Map() }
    const known = there.paths.get(path) ?? isDocument(await publication.find(path, now))
    there.paths.set(path, known)
    return known
  }
}

/** The tags, authors and language of an article, each as its kind and its slug. */
function facetsOf({ categories, authors, language }: PushedArticle): string[] {
  const tags = categories.map(({ term }) => `tag ${facetSlug(term)}`)
  const names = authors.map(({ name }) => `author ${facetSlug(name)}`)
  return [...new Set([...tags, ...names, `language ${language}`])]
}

function parseFacet(text: string): Facet {
  const at = text.indexOf(' ')
  return { kind: text.slice(0, at) as Facet['kind'], slug: text.slice(at + 1) }
}

/** The path with the percent-encoding that our addresses have: a letter that needs none may be encoded. */
function respell(path: string): string {
  return path.replace(/%[\da-f]{2}/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return /[\w.~-]/.test(letter) ? letter : code.toUpperCase()
  })
}

/** The SHA-256 of bytes, in hexadecimal digits. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
