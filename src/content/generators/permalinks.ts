import type { Generator } from './generator.ts'
import { literalAddress, typedSlug } from './patterns.ts'
import type { PermalinkInput } from './permalink-input.ts'
import { rowOf } from './table.ts'

const ADDRESS_KEYS = ['permalink', 'url', 'path']

/** The keys of front matter that hold a whole address. */
export function addressKeys(generator: Generator | undefined): readonly string[] {
  return (generator && rowOf(generator.name).addressKeys) ?? ADDRESS_KEYS
}

/** The path that a typed address means, where it is a pattern; undefined for one that cannot be filled in. */
export function fillTyped(
  generator: Generator | undefined,
  typed: string,
  input: PermalinkInput,
): string | undefined {
  const row = generator && rowOf(generator.name)
  return row?.fillTyped ? row.fillTyped(generator!, typed, input) : literalAddress(typed)
}

/** The path of an article's page, as the generator makes it: from the site's root, without a slash at its start. */
export function pathOf(generator: Generator, input: PermalinkInput): string {
  const row = rowOf(generator.name)
  const path = row.pathOf ? row.pathOf(generator, input) : authorsPath(generator, input)
  const { languageFolder } = input
  const translated = languageFolder === undefined ? path : `${languageFolder}/${path}`
  return translated.replace(/^\/+/, '').replace(/\/{2,}/g, '/')
}

/** Authors to whom a framework leaves the pages mostly call them by the folder: `posts/x.md` is `/posts/x`. */
function authorsPath({ folder }: Generator, { file, fields }: PermalinkInput): string {
  const above = folder
    .split('/')
    .filter((part) => !/^(?:src|content|contents|data|app|pages|public|static|lib|routes|)$/.test(part))
  const inside = file.stem.split('/').filter((part) => !/^(?:content|src|app|routes|\+?page)$/.test(part))
  const name = inside.pop() ?? ''
  const folders = [...above.slice(-1), ...inside].map((part) => part.replace(/^_/, ''))
  return [...folders, typedSlug(fields) ?? name].join('/')
}

/** The id under which the generator's own feed has an article: mostly its permalink. */
export function feedId(generator: Generator, permalink: string, input: PermalinkInput): string {
  return rowOf(generator.name).feedId?.(generator, permalink, input) ?? permalink
}
