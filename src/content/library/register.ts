import type { Problem } from '../problem.ts'
import type { Site } from '../site/settings.ts'
import type { Instant } from '../text/dates.ts'

/** The name of the register beside the site's `_index.md`. */
export const REGISTER_FILE = '_ids.txt'

/** An id that was published. */
export interface RegisterEntry {
  id: string
  /** When it became public, as its dates say. */
  release: Instant
  /** The start of the digest of the file's text. */
  digest: string
  /** Relative to the articles folder, composed (NFC); empty where the file has another id by now. */
  path: string
  /** Plain text; empty for a note. */
  title: string
}

/** What ids are made by: `idPrefix` is absent where `_index.md` does not set it. */
export interface IdRule {
  ids: Site['ids']
  idPrefix?: string
}

/** The ids that were published. Two entries may have one id, where two copies of the register were merged; the first one counts. */
export interface Register {
  /** The rule of the settings when the register was last written. */
  rule?: IdRule
  /** Ids that stood in several articles, and were given to none of them for that. */
  shared?: readonly string[]
  entries: readonly RegisterEntry[]
}

/** A register without entries. */
export const EMPTY_REGISTER: Register = { entries: [] }

const DIGEST_LENGTH = 12
const NO_FILE = '-'
const SHARED = '# shared: '

const HEADER = `# The ids under which the articles of this folder were published. Wireroom writes this file, and reads it to give an article
# that was renamed, or whose settings changed, the id that its subscribers know. Keep the file; it may be committed.
# Each line: the id, the release, the start of the text's digest, the path, the title.`

/** The start of a text's digest, as the register has it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, DIGEST_LENGTH)
}

/** The ids that stood in several articles, of two registers. */
export function joinShared(a: Register, b: Register): Pick<Register, 'shared'> {
  const shared = new Set([...(a.shared ?? []), ...(b.shared ?? [])])
  return shared.size === 0 ? {} : { shared: [...shared] }
}

/** Writes a register as text; new ids come last. */
export function renderRegister({ rule, shared = [], entries }: Register): string {
  const sorted = entries.toSorted((a, b) => a.release - b.release || (a.id < b.id ? -1 : 1))
  const lines = sorted.map(({ id, release, digest, path, title }) =>
    [id, new Date(release).toISOString(), digest, path || NO_FILE, title].map(escapeColumn).join('\t'),
  )
  const ruleLines = rule
    ? [`# ids: ${rule.ids}`, ...(rule.idPrefix === undefined ? [] : [`# idPrefix: ${rule.idPrefix}`])]
    : []
  const sharedLines = shared.toSorted().map((id) => SHARED + escapeColumn(id))
  return `${[HEADER, ...ruleLines, ...sharedLines, ...lines].join('\n')}\n`
}

/** Reads a register. A line that cannot be understood is an error with its line, in the file named `path`. */
export function parseRegister(text: string, path: string): { register: Register; problems: Problem[] } {
  const problems: Problem[] = []
  const entries: RegisterEntry[] = []
  const shared = new Set<string>()
  const rules = new Map<string, string>()
  const report = (line: number, message: string, hint: string) =>
    problems.push({ severity: 'error', code: 'ids-in-doubt', path, line, message, hint })
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n/)
  // What a text editor or a full disk may have cut ends without a line break.
  if (lines.pop() !== '')
    report(lines.length + 1, 'The last line may be cut', 'Complete it, and end it with a line break')
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const [, name, value = ''] = /^# (ids|idPrefix): (\S+)\s*$/.exec(line) ?? []
    if (name !== undefined) {
      if ((rules.get(name) ?? value) !== value)
        report(index + 1, `The register has two values of \`${name}\``, 'Keep the one that is in use')
      rules.set(name, value)
    }
    if (line.startsWith(SHARED)) shared.add(readColumn(line.slice(SHARED.length)))
    if (line.startsWith('#')) continue
    const entry = parseEntry(line)
    if (entry) entries.push(entry)
    else if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line))
      report(
        index + 1,
        'This is a mark of a merge conflict',
        'Keep the lines of both sides, and remove the marks',
      )
    else
      report(
        index + 1,
        'The line is not an id, a time, a digest, a path and a title, separated by tabs',
        'Restore it from the history of the file, or remove it if nothing was published under this id',
      )
  }
  const ids = rules.get('ids')
  const idPrefix = rules.get('idPrefix')
  const isKnown = ids === 'tag' || ids === 'permalink' || ids === 'generator'
  return {
    register: {
      ...(isKnown && { rule: { ids, ...(idPrefix !== undefined && { idPrefix }) } }),
      ...(shared.size > 0 && { shared: [...shared] }),
      entries,
    },
    problems,
  }
}

function parseEntry(line: string): RegisterEntry | undefined {
  const [id = '', time = '', digest = '', path = '', title = '', ...rest] = line.split('\t').map(readColumn)
  const release = /^(?:[+-]\d\d)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time)
    ? Date.parse(time)
    : Number.NaN
  if (id === '' || path === '' || rest.length > 0 || Number.isNaN(release)) return undefined
  if (digest.length !== DIGEST_LENGTH || !/^[\da-f]+$/.test(digest)) return undefined
  return { id, release, digest, path: path === NO_FILE ? '' : path.normalize('NFC'), title }
}

/** No column holds a tab or a line break, and no line starts like a comment or a mark of a merge conflict. */
function escapeColumn(text: string): string {
  return text
    .replace(/[\\\t\n\r]/g, (character) => ESCAPES.get(character)!)
    .replace(/^[#<=>|]/, '\\$&')
    .replace(/\s$/, '\\$&')
}

function readColumn(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => UNESCAPED.get(character) ?? character)
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
])
const UNESCAPED = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
])
