import { describeDoubts } from '../../content/problem.ts'
import { isTopic, LISTS, linkHeader } from '../../http/links.ts'
import { openFolder } from '../../node/folder/folder.ts'
import { openPushedFolder } from '../../node/push/pushed-folder.ts'
import { createRegisterFile } from '../../node/register-file.ts'
import { createFolderPublication } from '../../node/serving/publication.ts'
import { registerCopy } from '../../node/wireroom-folder.ts'
import { dryRun } from '../../push/destinations/dry-run.ts'
import { createDestinations } from '../../push/destinations/table.ts'
import type { LedgerEntry } from '../../push/outbox.ts'
import { VERSION } from '../../version.ts'
import { findArticle } from './find-article.ts'
import { forTerminal } from './terminal.ts'

interface DryRunOptions {
  articles: string
  siteUrl: string | undefined
  /** The newest article unless given. */
  name: string | undefined
  env: NodeJS.ProcessEnv
  now: number
  log(line: string): void
}

/** Prints what each destination of the settings would be sent of an article, as of its release where that is to come; returns the exit code. */
export async function showDryRun({ articles, siteUrl, name, env, now, log }: DryRunOptions): Promise<number> {
  const folder = openFolder(articles, {
    defaultUrl: `http://localhost:${env.PORT || 8787}/`,
    siteUrl,
    ids: createRegisterFile(articles, registerCopy(articles)),
  })
  if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
  const { site, articles: all } = folder.library()
  const made = await createDestinations(site.push ?? { hubs: [], destinations: [] }, env, { url: site.url })
  for (const { place, message, hint } of made.faults)
    log(forTerminal(`_index.md: ${place}: ${message}. ${hint}.`))
  if (made.destinations.length === 0) {
    log('Nothing would be sent: no destination of `push` in _index.md can be used.')
    return made.faults.length > 0 ? 1 : 0
  }
  const publication = createFolderPublication(folder, VERSION)
  const published = openPushedFolder({
    library: folder.library,
    publication,
    linksOf: (document) => linkHeader(document, publication.site()),
    isTopic,
    lists: LISTS,
  })
  const { entry, at } = await choose()
  const kind = entry.withdrawn === undefined ? 'released' : 'withdrawn'
  const item = await published.item(entry, at)
  const topics = await published.topics(entry, at)
  log(
    forTerminal(
      `${entry.path}, as if it were ${kind} ${at > now ? `at its time, ${new Date(at).toISOString()}` : 'now'}:`,
    ),
  )
  // The indents of JSON stay.
  for (const destination of made.destinations)
    for (const line of ['', ...(await dryRun(destination, kind, item, topics)).trimEnd().split('\n')])
      log(/^ */.exec(line)![0] + forTerminal(line))
  return 0

  async function choose(): Promise<{ entry: LedgerEntry; at: number }> {
    if (name === undefined) {
      const entries = await published.entries(now)
      const [newest] = entries
        .filter(({ withdrawn }) => withdrawn === undefined)
        .toSorted((a, b) => b.released - a.released)
      if (!newest) throw new Error('No article is public yet. Name one that is to be released.')
      return { entry: newest, at: now }
    }
    const article = findArticle(
      all.map(({ id, path, permalink, embargo }) => ({ id, path, url: permalink, embargo })),
      articles,
      name,
    )
    const at = Math.max(now, article.embargo)
    const entry = (await published.entries(at)).find(({ id }) => id === article.id)
    if (!entry)
      throw new Error(
        `${forTerminal(article.path)} is hidden or has expired, so that nothing would be sent of it.`,
      )
    return { entry, at }
  }
}
