import { exportedText, textsIn, valueIn } from '../code/code-value.ts'
import { codeFiles, toFolder } from '../configuration.ts'
import { atTop } from '../files/site-folders.ts'
import { excludeEach } from '../ignore-patterns.ts'
import { partsOf } from '../patterns.ts'
import type { GeneratorRow } from '../row.ts'

/** VitePress, whose paths of pages are those of their files. */
export const VITEPRESS: GeneratorRow = {
  name: 'vitepress',
  label: 'VitePress',
  marks: [[/^\.vitepress$/]],
  dependency: 'vitepress',
  configFiles: ['.vitepress/config', '.vitepress/config/index'].flatMap(codeFiles),
  readOptions: ({ scripts }) => ({
    content: toFolder(exportedText(scripts, 'srcDir')),
    cleanUrls: exportedText(scripts, 'cleanUrls'),
  }),
  readExclusions({ scripts }) {
    const { texts, isWhole } = textsIn(
      scripts.flatMap(({ exported }) => valueIn(exported, 'srcExclude') ?? []),
    )
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
  readMounts: ({ scripts }) => atTop([`${exportedText(scripts, 'srcDir') ?? ''}/public`]),
  hasBundler: true,
  bundlesPictures: true,
  siteRelative: /^\/(?!\/)/,
  fillsTemplates: true,
  readFeatures: () => ['emoji'],
  valuesOfPage: (page) => ({ $frontmatter: page, frontmatter: page }),
}
