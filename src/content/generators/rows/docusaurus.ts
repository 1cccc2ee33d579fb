import { findText } from '../../front-matter/fields.ts'
import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Value } from '../../front-matter/parse.ts'
import { dropAtEnd, dropAtEnds } from '../../text/characters.ts'
import { isUri } from '../../text/urls.ts'
import {
  type CodeObject,
  exportedText,
  isObject,
  isUnknown,
  textIn,
  textsIn,
  valueIn,
} from '../code/code-value.ts'
import { type Configuration, codeFiles, toFolder } from '../configuration.ts'
import { atTop } from '../files/site-folders.ts'
import { type Generator, ownValue } from '../generator.ts'
import { excludeEach } from '../ignore-patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import type { GeneratorRow } from '../row.ts'

/** Docusaurus, whose sites may have several blogs. */
export const DOCUSAURUS: GeneratorRow = {
  name: 'docusaurus',
  label: 'Docusaurus',
  marks: [[/^docusaurus\.config\.[cm]?[jt]s$/]],
  dependency: '@docusaurus/core',
  configFiles: codeFiles('docusaurus.config'),
  dataFiles: ['blog', '~'].flatMap((folder) => [
    `${folder}/authors.yml`,
    `${folder}/authors.yaml`,
    `${folder}/authors.json`,
    `${folder}/tags.yml`,
  ]),
  readFeeds: (configuration) => {
    const base = dropAtEnds(blogBase(configuration) ?? 'blog', '/')
    return base === ''
      ? []
      : [
          [`${base}/**/`, '**'],
          [`${base}/tags/*/`, 'tags/*'],
        ]
  },
  readOptions: (configuration) => ({
    base: blogBase(configuration),
    path: blogsIn(configuration)
      .map((blog) => toFolder(textIn(blog, 'path')))
      .find((path) => path !== undefined),
    trailingSlash: exportedText(configuration.scripts, 'trailingSlash'),
  }),
  partials: /(?:^|\/)_[^/]*$/,
  readExclusions(configuration) {
    const { texts, isWhole } = textsIn(blogsIn(configuration).flatMap((blog) => blog.get('exclude') ?? []))
    return {
      exclusions: excludeEach('exclude in docusaurus.config', texts, '**/'),
      ...((!isWhole || isComputed(configuration)) && { unread: ['exclude'] }),
    }
  },
  excludes: (_, path) => (/(?:^|\/)__tests__\/|\.test\.\w+$/.test(path) ? 'a test' : undefined),
  isPage: ({ folder }, path) => folder === '' && /^(?:docs|src|versioned_docs|i18n|community)\//.test(path),
  readTags: replaceTagKeys,
  addressKeys: [],
  hasDatesInPaths: true,
  titleOfName: (name) => name.replace(/^\d{1,2}-\d{1,2}-(?=.)/, ''),
  pathOf: blogPath,
  // Its feeds have the letters themselves; with blanks, that is not an id.
  feedId(_, permalink) {
    const written = decodeURI(permalink)
    return isUri(written) ? written : permalink
  },
  root: /^@site\/static(?=\/)/,
  siteRelative: /^\/(?!\/)/,
  readFeatures: ({ scripts }) => [exportedText(scripts, 'markdown.emoji') !== 'false' && 'emoji'],
  readsAllAsMdx: true,
  adaptMarkdown: unwrapMdx,
  readMounts({ scripts }) {
    const { texts } = textsIn(scripts.flatMap(({ exported }) => valueIn(exported, 'staticDirectories') ?? []))
    return atTop(texts.length > 0 ? texts : ['static'])
  },
  aliases: [['@site/', '']],
  hasBundler: true,
  bundlesPictures: true,
}

/** Takes away the fences of `mdx-code-block`, which other programs need to leave MDX alone. */
function unwrapMdx(source: string): string {
  if (!source.includes('mdx-code-block')) return source
  let isOpen = false
  const lines = source.split('\n').map((line) => {
    if (/^[ \t]{0,20}```mdx-code-block[ \t]*$/.test(line)) isOpen = true
    else if (isOpen && /^[ \t]{0,20}```[ \t]*$/.test(line)) isOpen = false
    else return line
    return ''
  })
  return lines.join('\n')
}

/** The base path of the blog that contains the articles; each blog of a site has its own options. */
function blogBase(configuration: Configuration): string | undefined {
  const { folder } = configuration
  const blogs = blogsIn(configuration)
    .filter((blog) => {
      const path = toFolder(textIn(blog, 'path')) ?? 'blog'
      return folder === '' || `${folder}/`.startsWith(`${path}/`)
    })
    .map((blog) => textIn(blog, 'routeBasePath'))
  return blogs.find((base) => base !== undefined) ?? (blogs.length > 0 ? 'blog' : undefined)
}

function isComputed({ scripts }: Configuration): boolean {
  return scripts.some(({ exported }) => isUnknown(valueIn(exported, 'presets')))
}

/** The options of all blogs: those of the presets, and of the plugin itself. */
function blogsIn({ scripts }: Configuration): CodeObject[] {
  return scripts.flatMap(({ exported }) => {
    const optionsIn = (key: string) => {
      const entries = valueIn(exported, key)
      return Array.isArray(entries) ? entries.filter(Array.isArray) : []
    }
    const ofPresets = optionsIn('presets').map(([, options]) => valueIn(options, 'blog'))
    const ofPlugins = optionsIn('plugins').flatMap(([name, options]) =>
      typeof name === 'string' && name.endsWith('plugin-content-blog') ? [options] : [],
    )
    return [...ofPresets, ...ofPlugins].filter(isObject)
  })
}

/** Replaces the keys of tags by their labels in `tags.yml`. */
function replaceTagKeys(_: string, value: Value | undefined, { tags }: Generator): Value | undefined {
  if (!Array.isArray(value)) return value
  return value.map((tag) => (typeof tag === 'string' ? (ownValue(tags, normalizeKey(tag)) ?? tag) : tag))
}

function blogPath(generator: Generator, { fields, file }: PermalinkInput): string {
  const base = generator.options.base ?? (generator.folder.split('/').at(-1) || 'blog')
  const slug = findText(fields, ['slug'])?.value
  // The articles may be all of the site's folder.
  const top = `${generator.options.path ?? 'blog'}/`
  const stem = generator.folder === '' && file.stem.startsWith(top) ? file.stem.slice(top.length) : file.stem
  const [, folder = '', date, text = ''] = /^(.*?)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*)$/s.exec(stem) ?? []
  const own = slug ?? (date === undefined ? stem : `${date.replaceAll('-', '/')}/${folder}${text}`)
  const path = dropAtEnd(`${base}/${own}`, '/')
  return generator.options.trailingSlash === 'true' ? `${path}/` : path
}
