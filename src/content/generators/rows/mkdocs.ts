import { asList, findText, isFields } from '../../front-matter/fields.ts'
import type { Fields } from '../../front-matter/parse.ts'
import { dropAtEnds } from '../../text/characters.ts'
import { formatClock } from '../../text/dates.ts'
import { type Configuration, textAt, toFolder } from '../configuration.ts'
import { atTop } from '../files/site-folders.ts'
import type { Generator } from '../generator.ts'
import { dateTokens, plainWords, typedSlug } from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'
import { quoteAdmonitions } from '../renderers/admonitions.ts'
import { pythonMarkdownFeatures } from '../renderers/python-markdown.ts'
import { adaptSlashBlocks } from '../renderers/slash-blocks.ts'
import type { GeneratorRow } from '../row.ts'

/** MkDocs with the blog of Material. */
export const MKDOCS: GeneratorRow = {
  name: 'mkdocs',
  label: 'MkDocs',
  marks: [[/^mkdocs\.ya?ml$/]],
  configFiles: ['mkdocs.yml', 'mkdocs.yaml'],
  inherits: (text) => /^INHERIT:[ \t]{1,20}(["']?)([^\n"'#]{1,300})\1/m.exec(text)?.[2]?.trim(),
  cleanConfig: (text) =>
    text
      // The last value of several counts where the environment has none.
      .replace(/!ENV \[([^\]\n!]{0,300})\]/g, (_, values: string) =>
        values.slice(values.lastIndexOf(',') + 1),
      )
      // What only Python could make is nothing that is needed here.
      .replace(/!(?:!python\/[\w/:.]{1,300}|relative|ENV)(?=\s|$)/gm, ''),
  titleKeys: ['title', 'site_name'],
  dataFiles: ['docs/blog', 'docs', '~', '~/..'].map((folder) => `${folder}/.authors.yml`),
  readLanguage: ({ fields }) => {
    const theme = fields.get('theme')
    return isFields(theme) ? textAt(theme, 'language') : undefined
  },
  readOptions(configuration) {
    const blog = blogOf(configuration)
    return {
      content: toFolder(textAt(configuration.fields, 'docs_dir')) ?? 'docs',
      blog: dropAtEnds(textAt(blog, 'blog_dir') ?? 'blog', '/'),
      format: textAt(blog, 'post_url_format') ?? '{date}/{slug}',
      date: textAt(blog, 'post_url_date_format') ?? 'yyyy/MM/dd',
      html: textAt(configuration.fields, 'use_directory_urls') === 'false' ? 'true' : undefined,
    }
  },
  // Only what is in the folder of the posts is in the blog.
  isPage: ({ folder, content, options }, path) => {
    const blog = options.blog === '.' || options.blog === undefined ? '' : `${options.blog}/`
    return !`${folder}/${path}`.replace(/^\//, '').startsWith(`${content[0]}/${blog}posts/`)
  },
  readFeatures: (configuration) => pythonMarkdownFeatures(extensionsOf(configuration)),
  adaptMarkdown(source, { markdown = [] }) {
    const quote = (text: string) => quoteAdmonitions(text, markdown)
    return quote(adaptSlashBlocks(source, markdown, quote))
  },
  readMounts: ({ fields }) => atTop([textAt(fields, 'docs_dir') ?? 'docs']),
  addressKeys: [],
  pathOf,
}

/** An extension with options is the key of a table. */
function extensionsOf({ fields }: Configuration): string[] {
  return asList(fields.get('markdownextensions')).flatMap((entry) =>
    isFields(entry) ? [...entry.keys()] : typeof entry === 'string' ? [entry] : [],
  )
}

/** The options of the plugin, which may be the last of several. */
function blogOf({ fields }: Configuration): Fields {
  const plugins = fields.get('plugins')
  const all = isFields(plugins) ? [plugins] : asList(plugins).filter(isFields)
  const found = all.map((one) => one.get('blog') ?? one.get('material/blog')).find(isFields)
  return found ?? new Map()
}

function pathOf(
  { options }: Generator,
  { fields, file, published, timezone, title = '' }: PermalinkInput,
): string {
  const { blog = '', format = '', date = '', html } = options
  const day = dateTokens(formatClock(published, timezone))
  const tokens: Record<string, string> = {
    date: date.replace(/yyyy|yy|MM|dd|M|d/g, (letters) => day[DATE_PARTS[letters]!] ?? letters),
    slug: typedSlug(fields) ?? plainWords(title),
    file: file.stem.slice(file.stem.lastIndexOf('/') + 1),
    categories: asList(fields.get('categories') ?? findText(fields, ['category'])?.value)
      .flatMap((one) => (typeof one === 'string' ? [plainWords(one)] : []))
      .join('/'),
  }
  const filled = format.replace(/\{(\w{1,20})\}/g, (all, name: string) => tokens[name] ?? all)
  const path = [blog === '.' ? '' : blog, dropAtEnds(filled, '/')].filter(Boolean).join('/')
  return html === 'true' ? `${path}.html` : `${path}/`
}

const DATE_PARTS: Record<string, string> = {
  yyyy: 'year',
  yy: 'short_year',
  MM: 'month',
  dd: 'day',
  M: 'i_month',
  d: 'i_day',
}
