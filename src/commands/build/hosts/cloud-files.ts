import type { FileHeaders, StaticRule } from '../static-files.ts'
import type { HeaderGroup, Match } from './header-groups.ts'

/** What Cloudflare Pages reads of each file; Netlify reads more. */
const MAX_HEADER_RULES = 100
const MAX_REDIRECTS = 2100
const MAX_LINE = 1000

/** The text of a file for hosts, and what a host will not read of it. */
export interface CloudFile {
  text: string
  warnings: string[]
}

/** The `_headers` of Cloudflare Pages and Netlify: `*` stands for any part of a path. `bare` are the paths whose names have no dot. */
export function renderHeadersFile(
  groups: readonly HeaderGroup[],
  bare: readonly string[],
  basePath: string,
): CloudFile {
  const rules: { url: string; lines: string[] }[] = []
  // All rules that match count there, so the general ones come first, and each later one takes back what it sets in another way.
  const before: HeaderGroup[] = []
  for (const group of groups.toReversed()) {
    const inherited: Record<string, string> = {}
    for (const { match, headers } of before) if (covers(match, group.match)) Object.assign(inherited, headers)
    const lines = linesOf(group.headers, inherited)
    before.push(group)
    if (lines.length > 0) for (const url of urlsOf(group.match, bare, basePath)) rules.push({ url, lines })
  }
  return {
    text: rules.map(({ url, lines }) => `${url}\n${lines.map((line) => `  ${line}\n`).join('')}`).join('\n'),
    warnings:
      rules.length <= MAX_HEADER_RULES
        ? []
        : [
            `_headers: warning: it has ${rules.length} rules, and Cloudflare Pages reads ${MAX_HEADER_RULES}. Addresses that end in a slash need no rule each.`,
          ],
  }
}

function linesOf(headers: FileHeaders, inherited: FileHeaders): string[] {
  const other = (name: string) => inherited[name] !== undefined && inherited[name] !== headers[name]
  const removed = Object.keys(inherited).filter(other)
  const set = Object.entries(headers).filter(([name, value]) => inherited[name] !== value)
  return [...removed.map((name) => `! ${name}`), ...set.map(([name, value]) => `${name}: ${value}`)]
}

/** Whether the rule of the more general match is for the paths of the other, too. */
function covers(general: Match, other: Match): boolean {
  if (other.by === 'folder' || other.by === 'bare') return false
  if (general.by === 'folder') return other.text.endsWith('/') || other.text === ''
  if (general.by === 'bare') return other.by === 'path' && /(?:^|\/)[^./]+$/.test(other.text)
  if (general.by === 'ending') return other.text.endsWith(general.text)
  return general.by === 'name' && other.by === 'path' && `/${other.text}`.endsWith(`/${general.text}`)
}

function urlsOf(match: Match, bare: readonly string[], basePath: string): string[] {
  const base = literal(basePath)
  if (match.by === 'folder') return [base, `${base}*/`]
  if (match.by === 'bare') return bare.map((path) => base + literal(path))
  const text = literal(match.text)
  if (match.by === 'path') return [base + text]
  return match.by === 'ending' ? [`${base}*${text}`] : [base + text, `${base}*/${text}`]
}

/** The `_redirects` of Cloudflare Pages and Netlify. Neither can answer 410, so a withdrawn article has no line there and gets 404. */
export function renderRedirectsFile(rules: readonly StaticRule[], basePath: string): CloudFile {
  const lines = rules.flatMap((rule) =>
    rule.status === 410 ? [] : [`${literal(basePath + rule.path)} ${rule.to} ${rule.status}`],
  )
  const short = lines.filter((line) => line.length <= MAX_LINE)
  return {
    text: short.map((line) => `${line}\n`).join(''),
    warnings: [
      ...(short.length <= MAX_REDIRECTS
        ? []
        : [
            `_redirects: warning: it has ${short.length} lines, and Cloudflare Pages reads ${MAX_REDIRECTS}. nginx and Caddy read all.`,
          ]),
      ...(short.length === lines.length
        ? []
        : [
            `_redirects: warning: ${lines.length - short.length} redirects are longer than ${MAX_LINE} characters, so they are left out.`,
          ]),
    ],
  }
}

/** A path in which nothing stands for anything else: `*` and `:name` would. */
function literal(path: string): string {
  return path.replaceAll('*', '%2A').replaceAll(':', '%3A')
}
