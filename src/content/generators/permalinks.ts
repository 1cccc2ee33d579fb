import { chooseRoute } from './code/routes.ts'
import type { Generator } from './generator.ts'
import { literalAddress, typedSlug } from './patterns.ts'
import type { PermalinkInput } from './permalink-input.ts'
import { rowOf } from './table.ts'

const ADDRESS_KEYS = ['permalink', 'url', 'path']

/** The front matter keys that may hold a complete address. */
export function addressKeys(generator: Generator | undefined): readonly string[] {
  return (generator && rowOf(generator.name).addressKeys) ?? ADDRESS_KEYS
}

/** Fills in a typed address that is a pattern; undefined if that would need a template engine. */
export function fillTyped(
  generator: Generator | undefined,
  typed: string,
  input: PermalinkInput,
): string | undefined {
  const row = generator && rowOf(generator.name)
  return row?.fillTyped ? row.fillTyped(generator!, typed, input) : literalAddress(typed)
}

/** The path of an article's page as the generator makes it, relative to the site's root. */
export function pathOf(generator: Generator, input: PermalinkInput): string {
  const row = rowOf(generator.name)
  const path = row.pathOf ? row.pathOf(generator, input) : pathByFolder(generator, input)
  const { languageFolder } = input
  const translated = languageFolder === undefined ? path : `${languageFolder}/${path}`
  return translated.replace(/^\/+/, '').replace(/\/{2,}/g, '/')
}

function routesOf(routes: string): string[] {
  return routes.split(' ').map((route) => route.slice(1))
}

/** Whether only the site's own code could tell the address of the page of a file. */
export function isPathByCode(generator: Generator, path: string): boolean {
  return rowOf(generator.name).isPathByCode?.(generator, path) === true
}

/** The usual path where a framework leaves pages to the author: `posts/x.md` is `/posts/x`. */
function pathByFolder({ folder, options }: Generator, { file, fields }: PermalinkInput): string {
  const above = folder
    .split('/')
    .filter((part) => !/^(?:src|content|contents|data|app|pages|public|static|lib|routes|)$/.test(part))
  const inside = file.stem.split('/').filter((part) => !/^(?:content|src|app|routes|\+?page)$/.test(part))
  const name = inside.pop() ?? ''
  const folders = [...above.slice(-1), ...inside].map((part) => part.replace(/^_/, ''))
  const route =
    options.routes === undefined ? undefined : chooseRoute(routesOf(options.routes), folders.slice(-1), true)
  return [...(route === undefined ? folders : route.split('/')), typedSlug(fields) ?? name].join('/')
}

/** The id of an article in the generator's own feed: mostly its permalink. */
export function feedId(generator: Generator, permalink: string, input: PermalinkInput): string {
  return rowOf(generator.name).feedId?.(generator, permalink, input) ?? permalink
}
