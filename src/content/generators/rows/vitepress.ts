import { codeFiles, toFolder } from '../configuration.ts'
import { excludeEach } from '../ignore-patterns.ts'
import { listsIn, literalIn } from '../literals.ts'
import { partsOf } from '../patterns.ts'
import type { GeneratorRow } from '../row.ts'

/** VitePress, whose paths of pages are those of their files. */
export const VITEPRESS: GeneratorRow = {
  name: 'vitepress',
  label: 'VitePress',
  marks: [[/^\.vitepress$/]],
  dependency: 'vitepress',
  configFiles: codeFiles('.vitepress/config'),
  readOptions: ({ code }) => ({
    content: toFolder(literalIn(code, 'srcDir')),
    cleanUrls: literalIn(code, 'cleanUrls'),
  }),
  readExclusions({ code }) {
    const { texts, isWhole } = listsIn(code, 'srcExclude')
    return {
      exclusions: excludeEach('srcExclude', texts, '**/'),
      ...(!isWhole && { unread: ['srcExclude'] }),
    }
  },
  addressKeys: ['permalink'],
  pathOf(generator, { file }) {
    const { folders, name } = partsOf(generator, file)
    return [...folders, name].join('/') + (generator.options.cleanUrls === 'true' ? '' : '.html')
  },
  siteRelative: /^\/(?!\/)/,
  fillsTemplates: true,
}
