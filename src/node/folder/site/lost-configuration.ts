import type { GeneratorSite } from '../../../content/generators/read.ts'
import type { Problem } from '../../../content/problem.ts'

/** What a site last said without an error; `config` is the file with its configuration, absent where none says anything. */
export type GoodSite = GeneratorSite & { config?: string }

/** An error where a server runs with a configuration that is gone or empty by now, such as one that an editor writes or whose disk is full. */
export function findLostConfiguration(last: GoodSite | undefined, config: string | undefined): Problem[] {
  if (last?.config === undefined || config !== undefined) return []
  const { url } = last.site
  const address = url === undefined ? '' : `, which gave the address ${url},`
  return [
    {
      severity: 'error',
      code: 'ids-in-doubt',
      path: '_index.md',
      message: `The configuration of the site, ${last.config}${address} is gone or empty`,
      hint: 'Restore the file, or restart to publish without it',
    },
  ]
}

/** An error where the site said its address, and no longer does: without one, articles would move to the address of this machine. */
export function findLostUrl(last: GeneratorSite | undefined, now: GeneratorSite | undefined): Problem[] {
  const { url } = last?.site ?? {}
  if (url === undefined || now?.site.url !== undefined) return []
  return [
    {
      severity: 'error',
      code: 'ids-in-doubt',
      path: '_index.md',
      message: `The configuration of the site gave the address ${url}, and nothing gives one now`,
      hint: "Restore the generator's files, or set `url` in `_index.md`",
    },
  ]
}
