import { exportedText, isCall, textsIn, valueIn } from '../code/code-value.ts'
import { codeFiles } from '../configuration.ts'
import { excludeEach } from '../ignore-patterns.ts'
import { directory, partsOf, plainWords, typedSlug } from '../patterns.ts'
import type { GeneratorRow } from '../row.ts'

/** Astro; most of its blogs show a collection from `src/content`. */
export const ASTRO: GeneratorRow = {
  name: 'astro',
  label: 'Astro',
  marks: [[/^astro\.config\.[cm]?[jt]s$/]],
  dependency: 'astro',
  configFiles: [
    'astro.config',
    'astro-paper.config',
    'src/config',
    'src/consts',
    'src/site.config',
    'src/content.config',
    'src/content/config',
  ].flatMap(codeFiles),
  dataFiles: ['src/content/authors/*', 'src/data/authors/*'],
  content: ['src/content', 'src/pages', 'src/data', 'src'],
  siteObjects({ exported }) {
    const integrations = valueIn(exported, 'integrations')
    return Array.isArray(integrations)
      ? integrations.flatMap((one) => (isCall(one) && one.name === 'starlight' ? one.inputs.slice(0, 1) : []))
      : []
  },
  readOptions: ({ scripts }) => ({ trailingSlash: exportedText(scripts, 'trailingSlash') }),
  readExclusions({ scripts }) {
    const globs = scripts.flatMap(({ calls }) => calls('glob'))
    const { texts, isWhole } = textsIn(globs.flatMap(({ inputs }) => valueIn(inputs[0], 'pattern') ?? []))
    const patterns = texts.filter((text) => text.startsWith('!')).map((text) => text.slice(1))
    return {
      exclusions: excludeEach('pattern in content.config', patterns, '**/'),
      ...(!isWhole && { unread: ['pattern'] }),
    }
  },
  pathOf(generator, { file, fields }) {
    const { folders, name } = partsOf(generator, file)
    const path = [
      ...folders.filter((folder) => folder !== 'pages').map(plainWords),
      typedSlug(fields) ?? plainWords(name),
    ]
    return generator.options.trailingSlash === 'never' ? path.join('/') : directory(path)
  },
}
