import type { Instant } from '../../content/text/dates.ts'
import { digest } from '../../node/digest.ts'
import { type Answer, type Document, isDocument } from '../../publication/publication.ts'
import type { BuiltState, StateFile } from './built-state.ts'
import { sharedHeaders } from './hosts/header-groups.ts'
import { renderHostFiles } from './hosts/host-files.ts'
import { type Named, nameFiles } from './name-files.ts'
import { openOutputFolder } from './output-folder.ts'
import {
  type FileHeaders,
  inOrderOfWriting,
  OWN_FOLDER,
  type StaticFile,
  type StaticRule,
} from './static-files.ts'
import type { BuildThread } from './threads.ts'
import { writeDocuments } from './write-documents.ts'

/** What a site is built from: every path, and what the server would answer. */
export interface BuildOptions {
  out: string
  /** Percent-encoded, without a leading slash. Asked for where something may have changed. */
  paths(): Iterable<string>
  /** The path of the site's address, with a slash at both ends. */
  basePath: string
  find(path: string): Promise<Answer | undefined> | Answer | undefined
  /** Asks the app, so that a file has the bytes and the rules the headers that the server sends. */
  request(path: string): Response | Promise<Response>
  /** The `Cache-Control` of a document, which changes with all that is pending; that of the answer when it was written unless given. */
  caching?(document: Document): string
  showProgress?(text: string): void
  /** What the site is made of, where that is known: nothing is looked at where it is as the last build left it. */
  source?: {
    key: string
    now: Instant
    /** When an article next changes its state. */
    next: Instant | undefined
    state: StateFile
  }
  /** Starts threads for so many documents, or none. */
  startThreads?(documents: number): BuildThread[]
}

/** How much there was to do, and a sentence about each thing that a folder of files cannot hold. */
export interface Built {
  files: number
  written: number
  removed: number
  warnings: string[]
}

/** A file that is made here, rather than a document of the catalogue. */
type Extra = [file: string, text: string]

const MISSING = '404.html'

/** The address at which some clients look for a list of feeds. */
const WELL_KNOWN = '.well-known/feeds'

/** Builds the site into a folder. Feeds and pages that lead to others are written after these, and nothing is removed before all is written. */
export async function buildSite({
  out,
  paths,
  basePath,
  find,
  request,
  caching,
  showProgress = () => {},
  source,
  startThreads = () => [],
}: BuildOptions): Promise<Built> {
  const output = openOutputFolder(out)
  const last = source?.state.read()
  if (last && isCurrent(last, source!) && last.list === output.recall())
    return { files: last.files, written: 0, removed: 0, warnings: last.warnings }
  let until = source?.next ?? Number.POSITIVE_INFINITY
  const documents: Omit<Named, 'file'>[] = []
  const others: string[] = [WELL_KNOWN]
  const cachingOf = new Map<string, FileHeaders>()
  for (const path of new Set(paths())) {
    const answer = await find(path)
    if (isDocument(answer)) {
      until = Math.min(until, answer.validUntil ?? Number.POSITIVE_INFINITY)
      documents.push({ path, kind: answer.kind, version: answer.version })
      if (caching) cachingOf.set(path, { 'cache-control': caching(answer) })
    } else if (answer) others.push(path)
  }
  const { named, warnings } = nameFiles(documents)
  const { rules, pages } = await readRules(others, new Set(documents.map(({ path }) => path)), request)
  const missing = await request(`${OWN_FOLDER}/missing`)
  const missingText = await missing.text()
  const extras: Extra[] = [...pages]
  if (!named.some(({ file }) => file === MISSING))
    extras.push([MISSING, isHtml(missing) ? missingText : renderMissing(missingText, basePath)])
  output.plan([...named, ...extras.map(([file]) => ({ file })), ...HOST_FILES].map(({ file }) => file))

  const files: StaticFile[] = []
  const groups = inOrderOfWriting(named)
  const { headersOf, written } = await writeDocuments(groups, { output, write, startThreads, showProgress })
  for (const document of groups.flat()) {
    const headers = headersOf.get(document)
    if (headers) files.push({ ...document, headers: { ...headers, ...cachingOf.get(document.path) } })
  }
  showProgress('')
  const missingHeaders = {
    ...sharedHeaders(missing.headers),
    'content-type': 'text/html; charset=utf-8',
  }
  const host = renderHostFiles(files, rules, missingHeaders, basePath)
  for (const [file, text] of [...extras, ...host.texts]) {
    const version = digest(text)
    if (!output.find(file, version)) await output.write(file, version, text, {})
  }
  warnings.push(...host.warnings)
  const { removed, list } = output.finish()
  source?.state.write({
    list,
    key: source.key,
    from: source.now,
    until: until === Number.POSITIVE_INFINITY ? null : until,
    files: files.length,
    warnings,
  })
  return { files: files.length, written, removed, warnings }

  /** Undefined where the system refuses the name of the file. */
  async function write({ path, file, version }: Named) {
    const response = await request(path)
    if (response.status !== 200) throw new Error(`/${path} answers ${response.status} while it is built.`)
    const headers = sharedHeaders(response.headers)
    const isLong = Number(response.headers.get('content-length')) > MAX_AT_ONCE
    const bytes = isLong ? response.body! : new Uint8Array(await response.arrayBuffer())
    try {
      await output.write(file, version, bytes, headers)
      return headers
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENAMETOOLONG') throw error
      warnings.push(`/${path}: warning: this is left out, because its name is too long for a file.`)
      return undefined
    }
  }
}

function isCurrent({ key, from, until }: BuiltState, source: { key: string; now: Instant }): boolean {
  return key === source.key && from <= source.now && source.now < (until ?? Number.POSITIVE_INFINITY)
}

/** Longer files are not held in memory. */
const MAX_AT_ONCE = 8 * 1024 * 1024

const HOST_FILES = ['_headers', '_redirects', `${OWN_FOLDER}/nginx.conf`, `${OWN_FOLDER}/Caddyfile`].map(
  (file) => ({ file }),
)

/** The rules of the paths that have no document, with and without a slash at the end, and the pages of withdrawn articles. */
async function readRules(
  paths: readonly string[],
  documents: ReadonlySet<string>,
  request: BuildOptions['request'],
): Promise<{ rules: StaticRule[]; pages: Map<string, string> }> {
  const rules = new Map<string, StaticRule>()
  const pages = new Map<string, string>()
  for (const path of new Set(paths)) {
    const response = await request(path)
    const { status } = response
    const headers = sharedHeaders(response.headers)
    const text = await response.text()
    const page = `${OWN_FOLDER}/410-${digest(text).slice(0, 12)}.html`
    const to = response.headers.get('location')
    if (status === 410) pages.set(page, text)
    for (const spelling of spellings(path)) {
      if (documents.has(spelling) || rules.has(spelling)) continue
      if (status === 410) rules.set(spelling, { path: spelling, headers, status, page })
      else if ((status === 301 || status === 307) && to !== null)
        rules.set(spelling, { path: spelling, headers, status, to })
    }
  }
  return { rules: [...rules.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), pages }
}

/** The server answers the same at an old address with and without a slash; a name with a dot is that of a file. */
function spellings(path: string): string[] {
  const plain = path.replace(/\/$/, '')
  return /(?:^|\/)[^/.]+$/.test(plain) ? [plain, `${plain}/`] : [path]
}

function isHtml({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/html') === true
}

/** The page for an address where nothing is, where the site has no page of its own for that. */
function renderMissing(text: string, basePath: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>404</title>
<p>${text.trim().replace(' at /.', ` at <a href="${basePath.replaceAll('"', '%22')}">${basePath}</a>.`)}</p>
`
}
