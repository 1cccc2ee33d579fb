import { asList, isFields } from '../../front-matter/fields.ts'
import { dropAtEnd } from '../../text/characters.ts'
import { toLatinWidely } from '../../text/transliterate.ts'
import { type Configuration, textAt } from '../configuration.ts'
import { type FormerFeed, feedAt } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import type { Generator } from '../generator.ts'
import { excludeEach, textsOf } from '../ignore-patterns.ts'
import { directory, partsOf, plainSlug, typedSlug, withoutDate } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import { isOn } from '../renderers/is-on.ts'
import type { GeneratorRow } from '../row.ts'
import { toTable } from '../values/known-values.ts'

/** Zola; the key that it requires tells its `config.toml` from Hugo's. */
export const ZOLA: GeneratorRow = {
  name: 'zola',
  label: 'Zola',
  marks: [[/^(?:config|zola)\.toml$/]],
  markText: /^[ \t]*base_url[ \t]*=/m,
  configFiles: ['config.toml', 'zola.toml'],
  content: ['content'],
  readFeeds,
  feedSlugs: (name, { options }) => [termSlug(name, options.slugifyTerms)],
  readOptions: ({ fields }) => ({
    slugify: textAt(fields, 'slugify.paths'),
    slugifyTerms: textAt(fields, 'slugify.taxonomies'),
  }),
  hasIndexFiles: true,
  hasFeedsByLanguage: true,
  readExclusions: ({ fields }) => ({
    exclusions: textsOf(fields.get('ignoredcontent')).flatMap((pattern) => {
      const crossing = pattern.replace(/\*+/g, '**')
      return excludeEach('ignored_content', [crossing, `**/${crossing}`], 'content/')
    }),
  }),
  readFeatures: ({ fields }) => [
    isOn(fields, 'markdown.smart_punctuation') && 'goldmark-quotes',
    isOn(fields, 'markdown.smart_punctuation') && 'goldmark-symbols',
    isOn(fields, 'markdown.definition_list') && 'definition-lists',
    isOn(fields, 'markdown.render_emoji') && 'emoji',
  ],
  readMounts: () => atTop(['static']),
  addressKeys: ['path'],
  // Even typed addresses end in a slash.
  fillTyped: (_, typed) => `${dropAtEnd(typed, '/')}/`,
  pathOf,
  bundle: /^(.+)\/index(?:\.[\w-]+)?\.\w+$/,
  fillsTemplates: true,
  templateOf: () => ({ escapes: 'both' }),
  readValues: ({ fields }) => ({ config: toTable(fields) }),
}

function pathOf(generator: Generator, { file, fields }: PermalinkInput): string {
  const { folders, name } = partsOf(generator, file)
  const isKept = generator.options.slugify === 'safe' || generator.options.slugify === 'off'
  const toSlug = (text: string) => (isKept ? text : plainSlug(text.replace(/['’]/g, '-')))
  return directory([...folders.map(toSlug), toSlug(typedSlug(fields) ?? withoutDate(name))])
}

/** A tag as its addresses have it: in Latin letters, unless the configuration says otherwise. */
function termSlug(name: string, mode = 'on'): string {
  if (mode === 'off') return name
  if (mode === 'safe') return /^.*[^ .]/s.exec(name.replace(/[<>:"/\\|?*]/g, ''))?.[0] ?? ''
  return toLatinWidely(name)
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** The files of `feed_filenames`, in every folder, and the feeds of taxonomies. */
function readFeeds({ fields }: Configuration, place: string): FormerFeed[] {
  const names = [...textsOf(fields.get('feedfilenames')), ...textsOf(fields.get('feedfilename'))]
  const terms = asList(fields.get('taxonomies'))
    .filter(isFields)
    .flatMap((one) => textsOf(one.get('name')))
  return [
    ...terms.map((name): FormerFeed => [`${name}/*/`, name === 'authors' ? 'authors/*' : 'tags/*']),
    ...names.flatMap((name) => [
      ...feedAt(`**/${name}`, '**'),
      ...(place === '' ? [] : feedAt(`${place}/**/${name}`, '**')),
    ]),
  ]
}
