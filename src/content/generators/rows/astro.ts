import { codeFiles } from '../configuration.ts'
import { literalIn } from '../literals.ts'
import { directory, partsOf, plainWords, typedSlug } from '../patterns.ts'
import type { GeneratorRow } from '../row.ts'

/** Astro; most of its blogs show a collection from `src/content`. */
export const ASTRO: GeneratorRow = {
  name: 'astro',
  label: 'Astro',
  marks: [[/^astro\.config\.[cm]?[jt]s$/]],
  dependency: 'astro',
  configFiles: ['astro.config', 'astro-paper.config', 'src/config', 'src/consts', 'src/site.config'].flatMap(
    codeFiles,
  ),
  dataFiles: ['src/content/authors/*', 'src/data/authors/*'],
  content: ['src/content', 'src/pages', 'src/data', 'src'],
  readOptions: ({ code }) => ({ trailingSlash: literalIn(code, 'trailingSlash') }),
  pathOf(generator, { file, fields }) {
    const { folders, name } = partsOf(generator, file)
    const path = [
      ...folders.filter((folder) => folder !== 'pages').map(plainWords),
      typedSlug(fields) ?? plainWords(name),
    ]
    return generator.options.trailingSlash === 'never' ? path.join('/') : directory(path)
  },
}
