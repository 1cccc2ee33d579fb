import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { differencesOf, type Explained, unexplained } from './compare-sites.ts'
import { type BuiltSite, copySite, type OurSite, preview } from './sites.ts'

/** Expects our feed to have what the generator's has, but for the differences that are explained. */
export async function expectSameItems(
  theirs: BuiltSite,
  ours: OurSite,
  [live, own]: [live: string, own: string],
  explained: readonly Explained[],
  isHtmlTitle = false,
): Promise<void> {
  const { items = [] } = (await ours.feed(own)) ?? {}
  const found = differencesOf(theirs.feed(live).items, items, ours.home, isHtmlTitle)
  expect(unexplained(found, explained)).toEqual({ differences: [], unused: [] })
}

/** Expects each address of a feed of the generator to lead to one of ours with the same articles; `explained` has the paths of those that differ. */
export async function expectSameAddresses(
  theirs: BuiltSite,
  ours: OurSite,
  explained: readonly (readonly [path: string, reason: string])[] = [],
): Promise<void> {
  const idsOf = (items: readonly { id: string }[] = []) => items.map(({ id }) => id).sort()
  const differing: object[] = []
  for (const path of theirs.feeds()) {
    const [live, own] = [idsOf(theirs.feed(path).items), idsOf((await ours.feed(path))?.items)]
    if (JSON.stringify(live) !== JSON.stringify(own)) differing.push({ path, live, own })
  }
  const paths = explained.map(([path]) => path)
  expect(differing.filter((one) => !paths.includes((one as { path: string }).path))).toEqual([])
  expect(differing).toHaveLength(paths.length)
}

/** Expects `preview --fix` to leave nothing that arrives again in a copy of the site, but for `left` articles whose ids no valid feed can have, and `before` articles that do without it. */
export async function expectNothingTwice(
  live: string,
  [name, articles]: [name: string, articles: string],
  before: number,
  edit?: [file: string, change: (configuration: string) => string],
  left = 0,
): Promise<void> {
  const { directory, remove } = copySite(name)
  try {
    if (edit) {
      const [path, change] = [join(directory, edit[0]), edit[1]]
      writeFileSync(path, change(readFileSync(path, 'utf8')))
    }
    const root = join(directory, articles)
    for (const [args, count] of [
      [[], before],
      [['--fix', '--yes'], left],
      [[], left],
    ] as const) {
      const { code, lines } = await preview(live, root, ...args)
      const last = lines.findLast((line) => /^Subscribers (?:would get|will see) /.test(line))
      const again = /^Subscribers would get (\d+) articles? again\.$/.exec(last ?? '')?.[1]
      expect([code, Number(again ?? 0)]).toEqual([count > 0 ? 1 : 0, count])
    }
  } finally {
    remove()
  }
}
