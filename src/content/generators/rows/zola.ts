import { textAt } from '../configuration.ts'
import type { Generator } from '../generator.ts'
import { directory, partsOf, plainSlug, typedSlug, withoutDate } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import type { GeneratorRow } from '../row.ts'

/** Zola, whose `config.toml` is told from that of Hugo by the one key that Zola requires. */
export const ZOLA: GeneratorRow = {
  name: 'zola',
  label: 'Zola',
  marks: [[/^(?:config|zola)\.toml$/]],
  says: /^\s*base_url\s*=/m,
  configFiles: ['config.toml', 'zola.toml'],
  content: ['content'],
  readOptions: ({ fields }) => ({ slugify: textAt(fields, 'slugify.paths') }),
  hasIndexFiles: true,
  addressKeys: ['path'],
  // Addresses end in a slash, typed or not.
  fillTyped: (_, typed) => typed.replace(/\/*$/, '/'),
  pathOf,
  bundle: /^(.+)\/index(?:\.[\w-]+)?\.\w+$/,
  fillsTemplates: true,
}

function pathOf(generator: Generator, { file, fields }: PermalinkInput): string {
  const { folders, name } = partsOf(generator, file)
  const isKept = generator.options.slugify === 'safe' || generator.options.slugify === 'off'
  const toSlug = (text: string) => (isKept ? text : plainSlug(text.replace(/['’]/g, '-')))
  return directory([...folders.map(toSlug), toSlug(typedSlug(fields) ?? withoutDate(name))])
}
