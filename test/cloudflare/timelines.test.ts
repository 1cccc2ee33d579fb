import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compile } from '../../src/cloudflare/compile.ts'
import { describeState } from '../../src/cloudflare/timelines.ts'
import { parseArticle } from '../../src/content/article/article.ts'
import type { Bodies } from '../../src/content/body/bodies.ts'
import { buildLibrary, comingChanges } from '../../src/content/library/library.ts'
import { readSite } from '../../src/content/site/settings.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { archiveFolder } from '../../src/feed/scope.ts'
import { digest } from '../../src/node/digest.ts'
import { createCatalogue } from '../../src/publication/catalogue.ts'
import { article } from '../article.ts'
import { bodiesOf } from '../content/outline.ts'

const NOW = Date.UTC(2026, 0, 1)
const DAY = 86_400_000
const NO_MEDIA = { find: () => undefined, paths: () => [] }

/** An article by the days after `NOW` at which it is released, expires or is withdrawn. */
interface Plan {
  release: number
  lasts: number
  end: 'none' | 'expires' | 'withdrawn'
  isNews: boolean
  link: number
}

const plans = fc.array(
  fc.record<Plan>({
    release: fc.integer({ min: -12, max: 12 }),
    lasts: fc.integer({ min: 1, max: 12 }),
    end: fc.constantFrom('none', 'none', 'expires', 'withdrawn'),
    isNews: fc.boolean(),
    link: fc.nat({ max: 15 }),
  }),
  { minLength: 1, maxLength: 16 },
)

/** A catalogue of articles that are planned like this, and its library. */
function publish(planned: readonly Plan[], settings: string, wrap = (bodies: Bodies) => bodies) {
  const source = `---\nidPrefix: "tag:example.org,2026:"\nfeedLimit: 2\n${settings}\n---\n`
  const { site } = readSite([{ path: '_index.md', source }], { title: 'Site', url: 'https://example.org/' })
  const dayOf = (day: number) => new Date(NOW + day * DAY).toISOString()
  const parsed = planned.map(({ release, lasts, end, isNews, link }, index) => {
    const text = article(
      {
        title: `Article ${index}`,
        date: dayOf(release),
        ...(end !== 'none' && { [end]: dayOf(release + lasts) }),
      },
      `[one](/a${link}.md)`,
    )
    const path = `${isNews ? 'news/' : ''}a${index}.md`
    return parseArticle({ path, source: text, hash: text }, site, () => undefined)
  })
  const library = buildLibrary(site, parsed, [])
  const editions = createEditions(library, 'test', wrap(bodiesOf(library)), digest)
  return {
    library,
    editions,
    catalogue: createCatalogue({ library, editions, media: NO_MEDIA, digest }),
  }
}

it.each([
  ['', 40],
  ['feedBytes: 2000', 40],
])('every folder is known to change whenever it does (%s)', (settings, numRuns) => {
  fc.assert(
    fc.property(plans, (planned) => {
      const { library, catalogue } = publish(planned, settings)
      const folders = ['', 'news/'].flatMap((section) => [
        section,
        ...Array.from({ length: 11 }, (_, index) =>
          archiveFolder({ section: section.slice(0, -1) }, index + 1),
        ),
      ])
      for (const folder of folders) {
        const known = new Set(catalogue.changes(folder, NOW))
        let before = catalogue.findFolder(folder, NOW)
        for (const moment of comingChanges(library, NOW)) {
          const after = catalogue.findFolder(folder, moment)
          if (describeState(after) !== describeState(before)) {
            expect(known, `${folder} at ${moment}`).toContain(moment)
            const [old, next] = [before, after].map((state) => state && 'edition' in state && state.edition)
            if (old && next && old.fingerprint !== next.fingerprint)
              expect(next.lastModified, `${folder} at ${moment}`).toBeGreaterThan(old.lastModified)
          }
          before = after
        }
      }
    }),
    { numRuns },
  )
})

it('each embargo costs the same, however many there are', () => {
  const countKeys = (embargoes: number) => {
    const planned = Array.from({ length: 90 }, (_, index): Plan => {
      const release = index < embargoes ? index + 1 : embargoes - index
      return { release, lasts: 1, end: 'none', isNews: index % 2 === 0, link: 0 }
    })
    let keys = 0
    const { library, editions } = publish(planned, '', (bodies) => ({
      ...bodies,
      keyOf(article, now) {
        keys++
        return bodies.keyOf(article, now)
      },
    }))
    compile({ library, editions, media: NO_MEDIA, now: NOW, digest })
    return keys
  }
  const [none, some, many] = [0, 10, 40].map(countKeys) as [number, number, number]
  expect(many - none).toBeLessThan(5 * (some - none))
})
