import type { Bodies } from '../../content/body/bodies.ts'
import { lineOfKey } from '../../content/front-matter/parse.ts'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import { createEditions } from '../../feed/editions/editions.ts'
import { RSS } from '../../feed/formats/rss.ts'
import { digest } from '../../node/digest.ts'
import type { Folder } from '../../node/folder/folder.ts'
import { UsageError } from '../command.ts'
import { type Aggregator, toProblems } from './aggregator.ts'
import { AGGREGATORS } from './table.ts'

/** The aggregators of a list of names with commas; none where it is absent. Throws a UsageError for an unknown one. */
export function chooseAggregators(list = ''): Aggregator[] {
  const names = list.split(',').flatMap((name) => name.trim() || [])
  return names.map((name) => {
    const found = AGGREGATORS.find((one) => one.name === name)
    if (found) return found
    throw new UsageError(`--for names "${name}". It takes ${AGGREGATORS.map(({ name }) => name).join(', ')}.`)
  })
}

/** What aggregators would refuse of the site's own feed. */
export function checkFor(
  aggregators: readonly Aggregator[],
  folder: Folder,
  bodies: Bodies,
  now: Instant,
): Problem[] {
  if (aggregators.length === 0) return []
  const library = folder.library()
  const edition = createEditions(library, '', bodies, digest).findIn('', now)
  const paths = new Map(library.articles.map(({ id, path }) => [id, path]))
  const items = (edition?.items ?? []).map((source) => source.make())
  const { site } = library
  const evidence = {
    site,
    items: items.map((item) => ({ path: paths.get(item.id)!, item })),
    feedBytes: edition ? Buffer.byteLength(edition.render(RSS)) : 0,
    hasPodcast: [site.settings, ...site.sections.values()].some(({ podcast }) => podcast !== undefined),
  }
  const lineOf = (path: string, key: string) => lineOfKey(folder.text(path), key)
  return aggregators.flatMap((aggregator) => toProblems(aggregator, evidence, lineOf))
}
