import { decodePart } from '../../../content/text/urls.ts'
import { type FileHeaders, OWN_FOLDER, type StaticRule } from '../static-files.ts'
import { escapePattern, type HostRules, headersOfAll, pathPattern } from './header-groups.ts'

/** The snippet of a Caddyfile that serves the folder as the server would. */
export function renderCaddy({ groups, rules, missing, basePath }: HostRules): string {
  const base = decode(basePath)
  const statuses = ([301, 307, 410] as const).filter((status) => rules.some((rule) => rule.status === status))
  return `# Import this file at the top of a Caddyfile, and \`import wireroom\` in the block of the site, after a \`root\` that is the folder above this file.
# Below a path, such as /blog/, the root is a folder that has that one as \`blog\`.
(wireroom) {
	route {
		encode zstd gzip
${rules.length === 0 ? '' : renderMap(rules, basePath)}${statuses.map((status) => renderStatus(status, rules)).join('')}${groups
  .map(({ match, headers }, index) => {
    const pattern =
      match.by === 'path' ? `^${escapePattern(decode(basePath + match.text))}$` : pathPattern(match, base)
    return handle(`wireroom${index}`, `path_regexp ${quote(pattern)}`, [
      ...headerLines(headers),
      ...FILE_SERVER,
    ])
  })
  .join('')}		handle {
${indent(FILE_SERVER)}		}
	}
	handle_errors {
		@wireroomMissing expression {http.error.status_code} == 404
		handle @wireroomMissing {
${indent([...headerLines(missing), `rewrite * ${quote(`${base}404.html`)}`, 'file_server'])}		}
	}
}
`
}

const FILE_SERVER = ['file_server {', `\thide ${OWN_FOLDER} _headers _redirects`, '}']

/** What old addresses lead to. */
function renderMap(rules: readonly StaticRule[], basePath: string): string {
  const lines = rules.map((rule) => {
    const target = rule.status === 410 ? decode(basePath + rule.page) : rule.to
    return `\t\t\t${input(decode(basePath + rule.path))} ${rule.status} ${quote(withoutBraces(target))}\n`
  })
  return `		map {http.request.uri.path} {wireroom_status} {wireroom_target} {\n${lines.join('')}			default 0 ""\n\t\t}\n`
}

/** An exact text, or an expression of it where the text has characters that mean something in a Caddyfile. */
function input(path: string): string {
  return /[{}"\\`#]/.test(path) ? quote(`~^${escapePattern(path)}$`) : quote(path)
}

function renderStatus(status: StaticRule['status'], rules: readonly StaticRule[]): string {
  const headers = headerLines(headersOfAll(rules.filter((rule) => rule.status === status))!)
  const lines =
    status === 410
      ? ['rewrite * {wireroom_target}', 'file_server {', '\tstatus 410', '}']
      : [`redir * {wireroom_target} ${status}`]
  return handle(`wireroomStatus${status}`, `vars {wireroom_status} ${status}`, [...headers, ...lines])
}

function handle(name: string, matcher: string, lines: readonly string[]): string {
  return `\t\t@${name} ${matcher}\n\t\thandle @${name} {\n${indent(lines)}\t\t}\n`
}

function headerLines(headers: FileHeaders): string[] {
  return Object.entries(headers).map(([name, value]) => `header ${name} ${quote(value)}`)
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `\t\t\t${line}\n`).join('')
}

function decode(path: string): string {
  return decodePart(path) ?? path
}

/** Braces are placeholders in a Caddyfile. */
function withoutBraces(address: string): string {
  return address.replaceAll('{', '%7B').replaceAll('}', '%7D')
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`
}
