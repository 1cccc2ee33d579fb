import { type Script, textsIn, toText, valuesOf } from '../code/code-value.ts'
import { codeFiles } from '../configuration.ts'
import { type FormerFeed, feedAt } from '../feeds/former-feed.ts'
import { atTop } from '../files/site-folders.ts'
import { excludeEach } from '../ignore-patterns.ts'
import { directory, typedSlug } from '../patterns.ts'
import type { GeneratorRow } from '../row.ts'

const NODE = codeFiles('gatsby-node')

/** Gatsby; most of its blogs derive the address of a page from the path of its file. */
export const GATSBY: GeneratorRow = {
  name: 'gatsby',
  label: 'Gatsby',
  marks: [[/^gatsby-config\.[cm]?[jt]s$/]],
  dependency: 'gatsby',
  configFiles: codeFiles('gatsby-config'),
  readFeeds: ({ scripts }): FormerFeed[] =>
    scripts
      .flatMap(({ exported }) => valuesOf(exported, 'output'))
      .flatMap((output) => feedAt(toText(output))),
  readOptions: ({ scripts }) => ({ byCode: makesPaths(scripts) ? 'true' : undefined }),
  isPathByCode: ({ options }) => options.byCode === 'true',
  dataFiles: [...NODE, 'content/author.yaml', 'content/authors.yaml', 'content/authors/*'],
  readExclusions({ scripts }) {
    const { texts, isWhole } = textsIn(scripts.flatMap(({ exported }) => valuesOf(exported, 'ignore')).flat())
    return {
      exclusions: excludeEach('ignore in gatsby-config', texts, '**/'),
      ...(!isWhole && { unread: ['ignore'] }),
    }
  },
  readMounts: () => atTop(['static']),
  hasBundler: true,
  bundlesPictures: true,
  addressKeys: ['permalink', 'path'],
  pathOf: (_, { file, fields }) => directory([typedSlug(fields) ?? file.stem]),
}

/** Whether the site makes pages by code, in another way than by the paths of files. */
function makesPaths(scripts: readonly Script[]): boolean {
  const has = (name: string) =>
    scripts.some(({ path, calls }) => NODE.includes(path) && calls(name).length > 0)
  return (has('createPage') || has('createNodeField')) && !has('createFilePath')
}
