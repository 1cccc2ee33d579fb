import { codeFiles } from '../configuration.ts'
import { excludeEach } from '../ignore-patterns.ts'
import { listsIn, literalIn } from '../literals.ts'
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
  readOptions: ({ code }) => ({ trailingSlash: literalIn(code, 'trailingSlash') }),
  readExclusions({ code }) {
    const { texts, isWhole } = listsIn(code, 'pattern')
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
