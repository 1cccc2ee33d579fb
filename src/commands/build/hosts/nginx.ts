import { decodePart } from '../../../content/text/urls.ts'
import { isCompressible } from '../../../http/encoding.ts'
import { type FileHeaders, OWN_FOLDER } from '../static-files.ts'
import { type HeaderGroup, type HostRules, headersOfAll, pathPattern } from './header-groups.ts'

/** The lines of nginx's configuration that serve the folder as the server would. */
export function renderNginx({ groups, rules, missing, basePath }: HostRules): string {
  const types = new Set(
    groups.map(({ headers }) => headers['content-type'] ?? '').filter((type) => isCompressible(type)),
  )
  const { found = [], gone = [] } = Object.groupBy(rules, ({ status }) => (status === 410 ? 'gone' : 'found'))
  const goneHeaders = headersOfAll(gone)
  const foundHeaders = headersOfAll(found.filter(({ status }) => status === 301)) ?? {}
  const exact = (path: string) => quote(decode(basePath + path))
  return [
    '# For a server block whose `root` is the folder above this file. Below a path, such as /blog/, the root is a folder that has that one as `blog`.',
    'index index.html;',
    'absolute_redirect off;',
    'gzip on;',
    'gzip_vary on;',
    `gzip_types ${[...types].sort().map(quote).join(' ')};`,
    `error_page 403 404 =404 ${quote(decode(`${basePath}404.html`))};`,
    ...headerLines(foundHeaders),
    block(`= ${exact('404.html')}`, headerLinesOf(missing)),
    ...['_headers', '_redirects'].map((name) => block(`= ${exact(name)}`, ['return 404;'])),
    block(`^~ ${exact(`${OWN_FOLDER}/`)}`, ['internal;', ...(goneHeaders ? headerLinesOf(goneHeaders) : [])]),
    ...rules.map((rule) =>
      block(
        `= ${exact(rule.path)}`,
        rule.status === 410
          ? [`error_page 410 ${quote(decode(basePath + rule.page))};`, 'return 410;']
          : [
              ...(rule.status === 307 ? headerLines(rule.headers) : []),
              `return ${rule.status} ${quote(rule.to.replaceAll('$', '%24'))};`,
            ],
      ),
    ),
    ...groups.map((group) => block(locationOf(group, basePath), headerLinesOf(group.headers))),
    '',
  ].join('\n')
}

function locationOf({ match }: HeaderGroup, basePath: string): string {
  if (match.by !== 'path') return `~ ${quote(pathPattern(match, decode(basePath)))}`
  // nginx looks for the index file first, and then for the rule of that.
  const isFolder = match.text === '' || match.text.endsWith('/')
  return `= ${quote(decode(basePath + match.text) + (isFolder ? 'index.html' : ''))}`
}

function headerLinesOf(headers: FileHeaders): string[] {
  const type = headers['content-type']
  return [
    ...(type === undefined ? [] : ['types { }', `default_type ${quote(type)};`]),
    ...headerLines(headers),
  ]
}

function headerLines(headers: FileHeaders): string[] {
  return Object.entries(headers)
    .filter(([name]) => name !== 'content-type')
    .map(([name, value]) => `add_header ${name} ${quote(value)} always;`)
}

function block(match: string, lines: readonly string[]): string {
  return `location ${match} {\n${lines.map((line) => `  ${line}\n`).join('')}}`
}

function decode(path: string): string {
  return decodePart(path) ?? path
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
