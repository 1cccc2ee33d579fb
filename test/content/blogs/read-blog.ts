import { formatProblem, type Problem } from '../../../src/content/problem.ts'
import { createEditions } from '../../../src/feed/editions/editions.ts'
import { digest } from '../../../src/node/digest.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../../src/node/serving/publication.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 5, 1)

/** The files that make a folder the site of a generator, with the place of its articles. */
export const SITES = {
  jekyll: { files: { '_config.yml': 'url: https://b.example\n', Gemfile: '' }, place: '_posts/2024-01-02-' },
  eleventy: { files: { 'eleventy.config.js': 'export default function () {}\n' }, place: 'blog/' },
  hexo: {
    files: { '_config.yml': 'url: https://b.example\n', 'scaffolds/post.md': '' },
    place: 'source/_posts/',
  },
  hugo: { files: { 'hugo.toml': 'baseURL = "https://b.example/"\n' }, place: 'content/posts/' },
  zola: { files: { 'config.toml': 'base_url = "https://b.example"\n' }, place: 'content/' },
  docusaurus: {
    files: { 'docusaurus.config.js': "module.exports = { url: 'https://b.example', baseUrl: '/' }\n" },
    place: 'blog/',
  },
  vitepress: { files: { '.vitepress/config.js': 'export default {}\n' }, place: 'posts/' },
  pelican: { files: { 'pelicanconf.py': "SITEURL = 'https://b.example'\n" }, place: 'content/' },
  mkdocs: { files: { 'mkdocs.yml': 'site_url: https://b.example/\n' }, place: 'docs/blog/posts/' },
  obsidian: { files: { '.obsidian/app.json': '{}' }, place: '' },
  astro: {
    files: { 'astro.config.mjs': "export default { site: 'https://b.example' }\n" },
    place: 'src/content/blog/',
  },
  none: { files: {}, place: '' },
} satisfies Record<string, { files: Record<string, string>; place: string }>

export type SiteName = keyof typeof SITES

/** What readers get of a blog. */
export interface Blog {
  html(name: string): string | undefined
  summary(name: string): string | undefined
  title(name: string): string | undefined
  problems: string[]
}

/** Reads the site of a generator with further files; articles are named by their paths from their folder. */
export function readBlog(
  name: SiteName,
  articles: Record<string, string>,
  files: Record<string, string> = {},
): Blog {
  const { files: ofSite, place } = SITES[name]
  const placed = Object.entries(articles).map(([path, text]) => [`${place}${path}`, text])
  const folder = openFolder(makeFolder({ ...ofSite, ...files, ...Object.fromEntries(placed) }), {
    defaultUrl: 'https://b.example/',
  })
  const problems: Problem[] = []
  const library = folder.library()
  const bodies = createFolderBodies(folder, (problem) => problems.push(problem))
  createEditions(library, '', bodies, digest)
  const find = (path: string) => {
    const article = library.articles.find((one) => one.path === place + path)
    if (!article) throw new Error(`No article ${path}: ${library.problems.map(formatProblem).join('\n')}`)
    return article
  }
  for (const article of library.articles) bodies.find(article, NOW)
  return {
    html: (path) => bodies.find(find(path), NOW).contentHtml,
    summary: (path) => bodies.find(find(path), NOW).summary,
    title: (path) => find(path).title,
    problems: [...library.problems, ...problems].map(
      ({ path, line, code, message }) => `${path}:${line} ${code} ${message}`,
    ),
  }
}

/** Reads a site with one article of this text. */
export function readText(name: SiteName, body: string, frontMatter = '', files: Record<string, string> = {}) {
  const article = `---\ntitle: T\ndate: 2024-01-02\n${frontMatter}---\n${body}\n`
  const blog = readBlog(name, { 'a.md': article }, files)
  return {
    html: blog.html('a.md'),
    summary: blog.summary('a.md'),
    problems: blog.problems.filter((one) => / (?:template|missing-file|link|image) /.test(one)),
  }
}
