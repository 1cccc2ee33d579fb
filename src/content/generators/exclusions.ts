import type { Problem } from '../problem.ts'
import { compileExpression, compileGlob } from '../text/wildcards.ts'
import type { Exclusion, Generator } from './generator.ts'
import { rowOf } from './table.ts'

/** Folders that start with `_` and hold posts all the same; `_drafts` hides by itself. */
const POSTS = /^_(?:posts|drafts?)$/i
/** Folders that hold no articles where no generator says otherwise. */
const ASIDE = /(?:^|\/)(templates?|archetypes|scaffolds|trash)\//i

type Test = (path: string) => boolean
const compiled = new WeakMap<readonly Exclusion[], { test: Test; exclusion: Exclusion }[]>()

/** The rule by which the site does not publish a file, such as `exclude in _config.yml`; undefined where there is none. */
export function findExclusion(generator: Generator | undefined, path: string): string | undefined {
  const rule = generator && lastRule(generator, path)
  if (rule?.isException) return undefined
  return (
    rule?.rule ?? (generator && rowOf(generator.name).excludes?.(generator, path)) ?? byName(path, generator)
  )
}

/** Whether the pattern of a rule can be read. */
export function isReadable(exclusion: Exclusion): boolean {
  return compile(exclusion) !== undefined
}

/** The path of a file from the folder of its generator's site. */
export function sitePath({ folder }: Generator, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}

function lastRule(generator: Generator, path: string): Exclusion | undefined {
  const { exclusions } = generator
  if (!exclusions) return undefined
  let tests = compiled.get(exclusions)
  if (!tests) {
    tests = exclusions.flatMap((exclusion) => {
      const test = compile(exclusion)
      return test ? [{ test, exclusion }] : []
    })
    compiled.set(exclusions, tests)
  }
  const whole = sitePath(generator, path)
  return tests.findLast(({ test }) => test(whole))?.exclusion
}

function compile({ pattern, isExpression }: Exclusion): Test | undefined {
  // The same name may be composed in one place and decomposed in the other.
  const test = (isExpression ? compileExpression : compileGlob)(pattern.normalize('NFC'))
  return test && ((path) => test(path.normalize('NFC')))
}

/** Leading `_` is what authors write who know no other way to keep a file back. */
function byName(path: string, generator: Generator | undefined): string | undefined {
  const parts = path.split('/')
  const name = parts.pop()!
  if (/^_(?!index\.)/i.test(name)) return 'a file name that starts with _'
  const collections = generator?.options.collections?.split(',') ?? []
  const folder = parts.find(
    (part) => part.startsWith('_') && !POSTS.test(part) && !collections.includes(part.slice(1)),
  )
  if (folder !== undefined) return `${folder}/`
  const aside = generator ? undefined : ASIDE.exec(path)?.[1]
  return aside && `${aside}/`
}

/** The Markdown files that belong to the article in whose folder, or below whose folder, they are. */
export function findPageResources(
  generator: Generator | undefined,
  paths: Iterable<string>,
): ReadonlySet<string> {
  if (!generator || !rowOf(generator.name).hasPageResources) return new Set()
  const all = [...paths]
  const bundles = new Set(all.flatMap((path) => INDEX.exec(path)?.[1] ?? []))
  return new Set(
    all.filter((path) => foldersAbove(INDEX.exec(path)?.[1] ?? path).some((folder) => bundles.has(folder))),
  )
}

const INDEX = /^(.+)\/index(?:\.[\w-]+)?\.\w+$/

function foldersAbove(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))
}

/** Warns, once for each, of the rules that only code could tell, and says how many articles they may concern. */
export function describeUnreadRules(generator: Generator | undefined, paths: Iterable<string>): Problem[] {
  if (!generator?.unread) return []
  const all = [...paths].map((path) => sitePath(generator, path))
  const up = generator.folder === '' ? '' : `${generator.folder.replace(/[^/]+/g, '..')}/`
  return generator.unread.map(({ rule, file, folder }) => {
    const concerned = folder === '' ? all : all.filter((path) => path.startsWith(`${folder}/`))
    return {
      severity: 'warning',
      code: 'unread-rule',
      path: file.startsWith(`${generator.folder}/`) ? file.slice(generator.folder.length + 1) : up + file,
      message: `\`${rule}\` is not plain text, so what it leaves out of ${concerned.length} articles is published`,
      hint: 'Write `draft: true` into the articles that are not to be public',
    }
  })
}
