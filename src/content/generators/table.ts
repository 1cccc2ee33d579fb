import type { GeneratorName } from './generator.ts'

/** How the site of a generator is told by its files, and where its content is. */
export interface Row {
  name: GeneratorName
  label: string
  /** Entries of the site's folder; all of one list must be there. */
  marks: RegExp[][]
  /** In the text of a mark, where the name alone does not tell. */
  says?: RegExp
  /** A package among the dependencies in `package.json`. */
  dependency?: string
  /** Files that configure it, relative to the site's folder. */
  config: string[]
  /** Files with people and other data; `*` stands for every file of a folder, `~/` for the articles folder. */
  data: string[]
  /** Folders in which paths of pages start; empty for that of the site. */
  content: string[]
}

const js = (name: string) =>
  ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `${name}.${extension}`)
const markup = (name: string) => ['toml', 'yaml', 'yml', 'json'].map((extension) => `${name}.${extension}`)

/** One row for each generator; the first that fits is taken. */
export const ROWS: Row[] = [
  {
    name: 'docusaurus',
    label: 'Docusaurus',
    marks: [[/^docusaurus\.config\.[cm]?[jt]s$/]],
    dependency: '@docusaurus/core',
    config: js('docusaurus.config'),
    data: ['blog', '~'].flatMap((folder) => [
      `${folder}/authors.yml`,
      `${folder}/authors.yaml`,
      `${folder}/authors.json`,
      `${folder}/tags.yml`,
    ]),
    content: [],
  },
  {
    name: 'astro',
    label: 'Astro',
    marks: [[/^astro\.config\.[cm]?[jt]s$/]],
    dependency: 'astro',
    config: ['astro.config', 'astro-paper.config', 'src/config', 'src/consts', 'src/site.config'].flatMap(js),
    data: ['src/content/authors/*', 'src/data/authors/*'],
    content: ['src/content', 'src/pages', 'src/data', 'src'],
  },
  {
    name: 'vitepress',
    label: 'VitePress',
    marks: [[/^\.vitepress$/]],
    dependency: 'vitepress',
    config: js('.vitepress/config'),
    data: [],
    content: [],
  },
  {
    name: 'eleventy',
    label: 'Eleventy',
    marks: [[/^\.eleventy\.c?js$/], [/^eleventy\.config\.[cm]?js$/]],
    dependency: '@11ty/eleventy',
    config: ['.eleventy.js', '.eleventy.cjs', ...js('eleventy.config')],
    data: ['_data', 'src/_data', 'content/_data'].flatMap((folder) => [
      `${folder}/*`,
      ...['metadata', 'site', 'meta'].flatMap((name) => js(`${folder}/${name}`)),
    ]),
    content: [],
  },
  {
    name: 'gatsby',
    label: 'Gatsby',
    marks: [[/^gatsby-config\.[cm]?[jt]s$/]],
    dependency: 'gatsby',
    config: js('gatsby-config'),
    data: ['content/author.yaml', 'content/authors.yaml', 'content/authors/*'],
    content: [],
  },
  {
    name: 'next',
    label: 'Next.js',
    marks: [[/^next\.config\.[cm]?[jt]s$/]],
    dependency: 'next',
    config: ['next.config', 'data/siteMetadata', 'config/site', 'site.config'].flatMap(js),
    data: ['data/authors/*'],
    content: [],
  },
  {
    name: 'svelte',
    label: 'SvelteKit',
    marks: [[/^svelte\.config\.[cm]?[jt]s$/]],
    dependency: '@sveltejs/kit',
    config: [...js('svelte.config'), ...js('src/lib/config')],
    data: [],
    content: [],
  },
  {
    name: 'hexo',
    label: 'Hexo',
    marks: [[/^_config\.yml$/, /^(?:scaffolds|source)$/]],
    dependency: 'hexo',
    config: ['_config.yml'],
    data: ['source/_data/*'],
    content: ['source'],
  },
  {
    name: 'jekyll',
    label: 'Jekyll',
    marks: [[/^_config\.(?:ya?ml|toml)$/], [/^_posts$/, /^(?:_layouts|Gemfile)$/]],
    config: ['_config.yml', '_config.yaml', '_config.toml'],
    data: ['_data/authors.yml', '_data/authors.yaml', '_data/authors.json', '_data/authors/*'],
    content: [],
  },
  {
    name: 'pelican',
    label: 'Pelican',
    marks: [[/^pelicanconf\.py$/]],
    config: ['publishconf.py', 'pelicanconf.py'],
    data: [],
    content: ['content'],
  },
  {
    name: 'zola',
    label: 'Zola',
    marks: [[/^(?:config|zola)\.toml$/]],
    says: /^\s*base_url\s*=/m,
    config: ['config.toml', 'zola.toml'],
    data: [],
    content: ['content'],
  },
  {
    name: 'hugo',
    label: 'Hugo',
    marks: [
      [/^hugo\.(?:toml|ya?ml|json)$/],
      [/^config\.(?:toml|ya?ml|json)$/, /^(?:content|archetypes|layouts|themes)$/],
      [/^config$/, /^(?:archetypes|layouts|themes)$/],
    ],
    config: [
      ...markup('hugo'),
      ...markup('config'),
      ...markup('config/_default/hugo'),
      ...markup('config/_default/config'),
      ...markup('config/_default/permalinks'),
      ...markup('config/_default/languages'),
    ],
    data: ['data/authors/*', ...markup('data/authors')],
    content: ['content'],
  },
]

/** The row of a generator by its name. */
export function rowOf(name: GeneratorName): Row {
  return ROWS.find((row) => row.name === name)!
}
