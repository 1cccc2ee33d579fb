import { type FileHeaders, OWN_FOLDER, type StaticFile, type StaticRule } from '../static-files.ts'
import { renderCaddy } from './caddy.ts'
import { renderHeadersFile, renderRedirectsFile } from './cloud-files.ts'
import { groupByHeaders, type HostRules } from './header-groups.ts'
import { renderNginx } from './nginx.ts'

/** The rules for hosts by the name of the file that each reads, and what a host will not read of them. */
export function renderHostFiles(
  files: readonly StaticFile[],
  rules: readonly StaticRule[],
  missing: FileHeaders,
  basePath: string,
): { texts: Map<string, string>; warnings: string[] } {
  const groups = groupByHeaders(files.filter(({ path }) => path !== '404.html'))
  const hasBare = ({ path }: StaticFile) => /(?:^|\/)[^./]+$/.test(path)
  const bare = files.filter(hasBare).map(({ path }) => path)
  const all: HostRules = { groups, rules, missing, basePath }
  const headers = renderHeadersFile(groups, bare, basePath)
  const redirects = renderRedirectsFile(rules, basePath)
  return {
    texts: new Map([
      ['_headers', headers.text],
      ['_redirects', redirects.text],
      [`${OWN_FOLDER}/nginx.conf`, renderNginx(all)],
      [`${OWN_FOLDER}/Caddyfile`, renderCaddy(all)],
    ]),
    warnings: [...headers.warnings, ...redirects.warnings],
  }
}
