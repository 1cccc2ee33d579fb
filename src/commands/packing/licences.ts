import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the package that a path below the root is in: `node_modules/a` of `node_modules/a/lib/b.js`, and of nested packages the innermost. */
const PACKAGE = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/

/**
 * The notice for a bundle that is made of these files, whose paths are below `root`: name, version and the licence's own words for each package
 * among them. Throws where a package has no file with its licence, because nobody may pass it on without.
 */
export function renderLicences(root: string, files: Iterable<string>): string {
  const folders = new Set([...files].flatMap((path) => PACKAGE.exec(path)?.[0] ?? []))
  const texts = [...folders].map((folder) => {
    const directory = join(root, folder)
    const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
    const found = readdirSync(directory).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
    if (found.length === 0) throw new Error(`${name} ${version} (${license}) comes without its licence.`)
    const words = found.sort().map((file) => readFileSync(join(directory, file), 'utf8').trim())
    return `${name} ${version} (${license})\n\n${words.join('\n\n')}\n`
  })
  const rule = `\n${'-'.repeat(80)}\n\n`
  return ['The program contains these packages.\n', ...[...new Set(texts)].sort()].join(rule)
}
