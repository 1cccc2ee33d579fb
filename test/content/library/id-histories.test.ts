import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'
import { findLostRule, isTrial } from '../../../src/content/library/ids/id-rules.ts'
import { addReleased, claimedIdentity, claimIds } from '../../../src/content/library/ids/keep-ids.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import { EMPTY_REGISTER, parseRegister, renderRegister } from '../../../src/content/library/register.ts'
import { hasBeenPublic, isPublic } from '../../../src/content/library/visibility.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import { digest } from '../../../src/node/digest.ts'
import { parseScript } from '../../../src/node/folder/site/parse-script.ts'
import { applyOperation, createWorld, operations, settingsOf, sourceOf, type World } from '../../histories.ts'

const CONFIG = { path: 'hugo.toml', text: 'baseURL = "https://hugo.example/"\n' }

function siteOf(world: World) {
  return readSite([{ path: '_index.md', source: settingsOf(world) }], {
    title: 'T',
    url: 'http://localhost/',
    findGenerator: (name) =>
      (name ?? 'hugo') === 'hugo' && world.hasGenerator
        ? readGenerator({ name: 'hugo', mark: 'hugo.toml', folder: 'content', files: [CONFIG] }, parseScript)
        : undefined,
  }).site
}

/** Publishes a world as a start does; returns the public ids by article, or undefined where a start refuses. */
function publish(world: World, registerText: string) {
  const { register, problems } = parseRegister(registerText, '_ids.txt')
  expect(problems).toEqual([])
  const site = siteOf(world)
  if (findLostRule(register, site).length > 0) return undefined
  const candidates = [...world.files].flatMap(([path, file]) => {
    const source = sourceOf(file)
    const { article } = parseArticle({ path, source, hash: digest(source) }, site, () => undefined)
    return article ? [{ article, digest: digest(source), key: file.key }] : []
  })
  const claims = claimIds(candidates, register, site)
  const kept = candidates
    .filter((candidate) => !claims.refused.has(candidate))
    .map((candidate) => ({
      ...candidate,
      article: { ...candidate.article, ...claimedIdentity(candidate, claims, site) },
    }))
  const library = buildLibrary(
    site,
    kept.map(({ article }) => ({ article, problems: [] })),
    [],
  )
  expect(library.problems).toEqual([])
  const ids = new Map<number, string>()
  // Ids of a site that is only tried out may change.
  if (!isTrial(site))
    for (const { article, key } of kept) if (isPublic(article, world.now)) ids.set(key, article.id)
  const next = addReleased(register, kept, site, world.now)
  for (const { id } of next.entries) {
    const of = kept.find(({ article }) => article.id === id)
    if (of && !register.entries.some((entry) => entry.id === id))
      expect(hasBeenPublic(of.article, world.now)).toBe(true)
  }
  return { ids, text: renderRegister(next) }
}

describe('the ids of 500 random histories', () => {
  it('change only by the words of the author, and no two articles share one', () => {
    fc.assert(
      fc.property(operations(), (steps) => {
        let world = createWorld(steps.seed)
        let text = renderRegister(EMPTY_REGISTER)
        const known = new Map<number, string>()
        for (const step of steps.list) {
          const { world: next, isOwnWord } = applyOperation(world, step)
          const published = publish(next, text)
          // A start that refuses leaves everything as it was.
          if (!published) continue
          world = next
          text = published.text
          if (isOwnWord) known.clear()
          for (const [key, id] of published.ids) {
            expect(id).toBe(known.get(key) ?? id)
            known.set(key, id)
          }
          expect(new Set(known.values()).size).toBe(known.size)
        }
      }),
      { numRuns: 500 },
    )
  })
})
