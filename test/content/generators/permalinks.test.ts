import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import type { GeneratorName } from '../../../src/content/generators/generator.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import { parseScript } from '../../../src/node/folder/site/parse-script.ts'

/** The path of an article's page in the site of a generator with one configuration file. */
function pathIn(
  [name, file]: [GeneratorName, string],
  config: string,
  [folder, path]: [string, string],
  frontMatter = '',
  sections: string[] = [],
): string | undefined {
  return read([name, file], config, [folder, path], frontMatter, sections).path
}

/** The same with the id of the article. */
function read(
  [name, file]: [GeneratorName, string],
  config: string,
  [folder, path]: [string, string],
  frontMatter = '',
  sections: string[] = [],
) {
  const indexes = sections.map((section) => ({ path: `${section}/_index.md`, source: '---\n---\n' }))
  const { site } = readSite(indexes, {
    title: 'T',
    url: 'https://example.org/',
    findGenerator: () => readGenerator({ name, folder, files: [{ path: file, text: config }] }, parseScript),
  })
  const source = `---\ntitle: "A Title's, été"\ndate: 2024-03-05T08:09:10Z\n${frontMatter}\n---\n`
  const { article } = parseArticle({ path, source, hash: '' }, site, () => undefined)
  return { path: article && decodeURI(article.permalink.replace(site.url, '/')), id: article?.id }
}

describe('permalinks of Hugo', () => {
  const HUGO: [GeneratorName, string] = ['hugo', 'hugo.toml']
  const NAMES_FIRST = '[frontmatter]\ndate = [":filename", ":default"]\n[permalinks]\nposts = '
  const NAMES_LAST = '[frontmatter]\ndate = [":default", ":filename"]\n[permalinks]\nposts = '
  it.each([
    ['', 'posts/A_b (c).md', '', '/posts/a_b-c/'],
    ['', 'posts/x.md', 'slug: Own Slug', '/posts/own-slug/'],
    ['', 'posts/x.md', 'url: /own/x.html', '/own/x.html'],
    ['', 'posts/x.md', 'url: /Old/path', '/Old/path/'],
    ['', 'posts/x.md', 'permalink: /no-key-of-hugo/', '/posts/x/'],
    ['uglyURLs = true', 'posts/x.md', '', '/posts/x.html'],
    ['disablePathToLower = true', 'posts/X.md', '', '/posts/X/'],
    [
      '[permalinks]\nposts = "/:year/:monthname/:day/:title"',
      'posts/x.md',
      '',
      '/2024/march/05/a-titles-été/',
    ],
    ['[permalinks.page]\nposts = "/:section/:slugorfilename/"', 'posts/x.md', '', '/posts/x/'],
    ['[permalinks]\nposts = "/:sections[1:]/:filename/"', 'posts/a/b/x.md', '', '/x/'],
    ['[permalinks]\nother = "/:year/"', 'posts/x.md', '', '/posts/x/'],
    ['[frontmatter]\ndate = [":filename", ":default"]', 'posts/2024-01-02-x.md', '', '/posts/x/'],
    ['[permalinks]\nposts = "/X/:filename"', 'posts/a.md', '', '/x/a/'],
    ['[permalinks]\nposts = "/:filename.html"', 'posts/a.md', '', '/a.html/'],
    ['[permalinks]\nposts = "/:title"', 'posts/x.md', 'title: Modern C++ of v1.2', '/modern-c-of-v1.2/'],
    ['[permalinks]\nposts = "/p/:slug"', 'posts/x.md', 'slug: Learn C++', '/p/learn-c-/'],
    ['', 'posts/x.md', 'slug: Learn C++', '/posts/learn-c++/'],
    [`${NAMES_FIRST}"/:year/:slug/"`, 'posts/2023-01-02-x.md', '', '/2023/x/'],
    [`${NAMES_FIRST}"/:year/:slug/"`, 'posts/2023-01-02-x.md', 'slug: y', '/2023/y/'],
    [`${NAMES_FIRST}"/:filename/"`, 'posts/2023-01-02-x.md', '', '/2023-01-02-x/'],
    [`${NAMES_LAST}"/:year/:slugorfilename/"`, 'posts/2023-01-02-x.md', '', '/2024/2023-01-02-x/'],
    [`${NAMES_LAST}"/:year/:slug/"`, 'posts/2023-01-02-x.md', 'date: ""', '/2023/x/'],
    ['contentDir = "text"', 'posts/x.md', '', '/content/posts/x/'],
  ])('with %j, %s and %j', (config, path, frontMatter, expected) => {
    expect(pathIn(HUGO, config, ['content', path], frontMatter)).toBe(expected)
  })

  it('have those folders alone as sections that have an `_index.md`, and the first', () => {
    const pathOf = (pattern: string, sections: string[]) =>
      pathIn(HUGO, `[permalinks]\nposts = "${pattern}"`, ['content', 'posts/a/b/x.md'], 'slug: s', sections)
    expect(pathOf('/:sections[1:]/:filename/', ['posts/a', 'posts/a/b'])).toBe('/a/b/x/')
    expect(pathOf('/b/:sections[last]/:slug/', ['posts/a', 'posts/a/b'])).toBe('/b/b/s/')
    expect(pathOf('/:sections/:slug/', ['posts/a/b'])).toBe('/posts/b/s/')
    const config = '[permalinks]\nposts = "/:sections/:slug/"'
    expect(pathIn(HUGO, config, ['content/posts/a', 'b/x.md'], 'slug: s', ['b'])).toBe('/posts/a/b/s/')
  })

  it.each([
    ['Fri, 01 Nov 2024 23:30:00 -0500', '/2024/11/01/'],
    ['1 Nov 2024', '/2024/11/01/'],
  ])('have the day as it is typed: %s', (date, path) => {
    const config = 'timeZone = "Asia/Tokyo"\n[permalinks]\nposts = "/:year/:month/:day/"'
    expect(pathIn(HUGO, config, ['content', 'posts/x.md'], `date: "${date}"`)).toBe(path)
  })

  it('keep the typed day, regardless of the time zone', () => {
    const config = 'timeZone = "Asia/Tokyo"\n[permalinks]\nposts = "/:year/:month/:day/:filename/"'
    const path = pathIn(HUGO, config, ['content', 'posts/x.md'], 'date: 2024-01-01T23:30:00Z')
    expect(path).toBe('/2024/01/01/x/')
  })
})

describe('permalinks of Jekyll', () => {
  const JEKYLL: [GeneratorName, string] = ['jekyll', '_config.yml']
  it.each([
    ['', '', '/2024/03/05/Some_x.html'],
    ['permalink: pretty', 'categories: [Web Dev, b]', '/web dev/b/2024/03/05/Some_x/'],
    ['permalink: none', 'category: Web Dev', '/web dev/Some_x.html'],
    ['permalink: ordinal', '', '/2024/065/Some_x.html'],
    ['permalink: /blog/:year/:i_month/:slug', '', '/blog/2024/3/some-x'],
    ['permalink: /:slug', "slug: C++ isn't v1.2", '/c-isn-t-v1-2'],
    ['permalink: /:title', "slug: C++ isn't v1.2", "/C++-isn't-v1.2"],
    ['permalink: /:name', '', '/2024-03-05-some-x'],
    ['permalink: /:categories/x', 'categories: b c\ncategory: Web Dev', '/b/c/web dev/x'],
    ['permalink: /:slugified_categories/x', 'categories: [Web Dev, C#]', '/web-dev/c/x'],
    ['permalink: /:title/', 'slug: Own', '/Own/'],
    ['', 'permalink: /:categories/:title', '/Some_x'],
    ['collections:\n  posts:\n    permalink: /p/:title/', '', '/p/Some_x/'],
    ['timezone: Asia/Tokyo', 'date: 2024-01-01T23:30:00Z', '/2024/01/02/Some_x.html'],
  ])('with %j and %j', (config, frontMatter, expected) => {
    expect(pathIn(JEKYLL, config, ['_posts', '2024-03-05-Some_x.md'], frontMatter)).toBe(expected)
  })

  it.each([
    // YAML takes it for a time in UTC.
    ['2024-05-01 02:00:00', '/2024/04/30/'],
    ['2024-05-01T02:00:00', '/2024/04/30/'],
    ['"2024-05-01 02:00:00"', '/2024/05/01/'],
    ['2024-05-01 02:00', '/2024/05/01/'],
    ['2024-05-01', '/2024/05/01/'],
    ['2024-05-01 02:00:00 -0400', '/2024/05/01/'],
  ])('have the day that YAML and the time zone of the site make of %s', (date, path) => {
    const config = 'timezone: America/New_York\npermalink: /:year/:month/:day/'
    expect(pathIn(JEKYLL, config, ['_posts', '2024-03-05-x.md'], `date: ${date}`)).toBe(path)
  })

  it('use names with short dates too', () => {
    expect(pathIn(JEKYLL, 'permalink: /:title/', ['_posts', '2012-1-5-Some_x.md'])).toBe('/Some_x/')
  })

  it('use the folders above the posts as categories, and the own patterns of collections', () => {
    expect(pathIn(JEKYLL, '', ['', 'news/_posts/2024-03-05-x.md'])).toBe('/news/2024/03/05/x.html')
    const config = 'collections:\n  my-notes:\n    permalink: /n/:path/'
    expect(pathIn(JEKYLL, config, ['_my-notes', 'a/x.md'])).toBe('/n/a/x/')
    expect(pathIn(JEKYLL, '', ['_notes', 'a/x.md'])).toBe('/notes/a/x.html')
  })
})

describe('permalinks of Hexo', () => {
  it.each([
    // It takes what YAML reads in UTC for the clock of the site.
    ['2024-01-01T00:30:00+01:00', '/2023/12/31/x/'],
    ['2024-01-01 00:30:00 Z', '/2024/01/01/x/'],
    ['"2024-01-01T00:30:00+01:00"', '/2024/01/01/x/'],
    ['2024-01-01 00:30:00', '/2024/01/01/x/'],
    ['2024-01-01T00:30:00+0100', '/2024/01/01/x/'],
  ])('have the day that YAML and the time zone of the site make of %s', (date, path) => {
    const config = 'timezone: Europe/Paris'
    expect(pathIn(['hexo', '_config.yml'], config, ['source/_posts', 'x.md'], `date: ${date}`)).toBe(path)
  })
})

describe('permalinks of others', () => {
  it.each<[GeneratorName, string, string, string, string, string, string]>([
    ['hexo', '_config.yml', '', 'source/_posts', 'a/X y.md', '', '/2024/03/05/a/X y/'],
    [
      'hexo',
      '_config.yml',
      'permalink: :category/:name.html',
      'source/_posts',
      'a/x.md',
      'categories: [B c]',
      '/B-c/x.html',
    ],
    [
      'hexo',
      '_config.yml',
      'permalink: :year/:title.html\npretty_urls:\n  trailing_html: false',
      'source',
      '_posts/x.md',
      '',
      '/2024/x',
    ],
    [
      'hexo',
      '_config.yml',
      'new_post_name: :year-:month-:day-:title.md',
      'source/_posts',
      '2024-03-05-x.md',
      '',
      '/2024/03/05/x/',
    ],
    [
      'hexo',
      '_config.yml',
      'permalink: posts/:abbrlink/:url_name.html',
      'source/_posts',
      'x.md',
      "abbrlink: '00a1'\nurl_name: own",
      '/posts/00a1/own.html',
    ],
    ['zola', 'config.toml', '', 'content', 'Blog Posts/2024-03-05-Été.md', '', '/blog-posts/ete/'],
    ['zola', 'config.toml', '[slugify]\npaths = "safe"', 'content', 'Blog/Été.md', '', '/Blog/Été/'],
    ['docusaurus', 'docusaurus.config.js', '', 'blog', '2024/03/05/x.md', '', '/blog/2024/03/05/x'],
    ['docusaurus', 'docusaurus.config.js', '', 'blog', '2024-03-05-x/index.md', '', '/blog/2024/03/05/x'],
    [
      'docusaurus',
      'docusaurus.config.js',
      "module.exports = { trailingSlash: true, presets: [['classic', { blog: { routeBasePath: '/' } }]] }",
      'blog',
      'a/2024-03-05-x.md',
      '',
      '/2024/03/05/a/x/',
    ],
    ['docusaurus', 'docusaurus.config.js', '', 'blog', '2024/3-5-x.md', '', '/blog/2024/3/5/x'],
    ['docusaurus', 'docusaurus.config.js', '', 'news', 'x.md', 'slug: /own', '/news/own'],
    ['pelican', 'pelicanconf.py', '', 'content', 'x.md', '', '/a-titles-ete.html'],
    [
      'pelican',
      'pelicanconf.py',
      "SLUGIFY_SOURCE = 'basename'\nARTICLE_URL = '{category}/{date:%Y-%b}/{slug}'",
      'content',
      'News/X y.md',
      '',
      '/news/2024-Mar/x-y',
    ],
    [
      'pelican',
      'pelicanconf.py',
      "DEFAULT_LANG = 'fr'",
      'content',
      'x.md',
      'lang: en',
      '/a-titles-ete-en.html',
    ],
    [
      'astro',
      'astro.config.mjs',
      "export default { trailingSlash: 'never' }",
      'src/content/blog',
      'A b.md',
      '',
      '/blog/a-b',
    ],
    ['astro', 'astro.config.mjs', '', 'src/pages/posts', 'x.md', '', '/posts/x/'],
    ['next', 'next.config.js', '', 'data/blog', 'x.mdx', '', '/blog/x'],
    ['next', 'next.config.js', '', 'app/blog', 'x/page.mdx', '', '/blog/x'],
    ['svelte', 'svelte.config.js', '', 'src/routes/blog', 'x/+page.md', '', '/blog/x'],
    [
      'vitepress',
      '.vitepress/config.ts',
      'export default { cleanUrls: true }',
      'posts',
      'x.md',
      '',
      '/posts/x',
    ],
    ['gatsby', 'gatsby-config.js', '', 'content/blog', 'x/index.md', 'slug: /own/', '/own/'],
    [
      'eleventy',
      'eleventy.config.js',
      "export default () => ({ dir: { input: 'src' } })",
      'src/posts',
      '2024-03-05-x.md',
      '',
      '/posts/2024-03-05-x/',
    ],
    [
      'eleventy',
      'eleventy.config.js',
      '',
      'posts',
      'x.md',
      `permalink: "/{{ title | slug }}.html"`,
      '/a-titles-ete.html',
    ],
    [
      'eleventy',
      'eleventy.config.js',
      '',
      'posts',
      '2024-03-05-X y.md',
      `permalink: "/b/{{ slug or page.fileSlug | slugify }}/"`,
      '/b/x-y/',
    ],
  ])('%s, %s %j: %s/%s %j', (name, file, config, folder, path, frontMatter, expected) => {
    expect(pathIn([name, file], config, [folder, path], frontMatter)).toBe(expected)
  })
})

describe('the filter `slugify` in permalinks of Eleventy', () => {
  it.each([
    ['Grüße & Ærø', 'gruesse-and-aero'],
    ['Привет, мир', 'privet-mir'],
    ["It's a_b 1.5, don’t", 'its-a-b-1-5-don-t'],
    ['漢字 and more', 'and-more'],
  ])('makes %s to %s', (title, slug) => {
    const permalink = `title: "${title}"\npermalink: "/{{ title | slugify }}/"`
    expect(pathIn(['eleventy', 'eleventy.config.js'], '', ['', 'x.md'], permalink)).toBe(`/${slug}/`)
  })
})

describe('permalinks of Pelican', () => {
  const PELICAN: [GeneratorName, string] = ['pelican', 'pelicanconf.py']
  it.each([
    ['Straße & Ærø', 'strasse-aero'],
    ['Привет, мир', 'privet-mir'],
    ['Подъезд № 1', 'podezd-no-1'],
    ['Ёлка — Їжак', 'iolka-yizhak'],
    ['Ελλάδα σήμερα', 'ellada-semera'],
    ['さくら', 'sakura'],
    ['ŁÓDŹ', 'lodz'],
    ["C++ isn't v1.2", 'c-isnt-v12'],
    ['a_b - c', 'a_b-c'],
  ])('have Latin letters: %s', (title, slug) => {
    expect(pathIn(PELICAN, '', ['content', 'x.md'], `title: "${title}"`)).toBe(`/${slug}.html`)
  })

  it.each([
    ['', 'x.md', '', '/misc/ada-l/x'],
    ["DEFAULT_CATEGORY = 'Odd Ends'", 'x.md', '', '/odd-ends/ada-l/x'],
    ['', 'a/b/x.md', '', '/b/ada-l/x'],
    ['', 'a/x.md', 'category: C D', '/c-d/ada-l/x'],
    ['USE_FOLDER_AS_CATEGORY = False', 'a/x.md', '', '/misc/ada-l/x'],
    ['', 'x.md', 'authors: Jane Roe, Ada L', '/misc/jane-roe/x'],
    ['', 'x.md', 'authors: Roe, Jane; Ada L', '/misc/roe-jane/x'],
    ['', 'x.md', 'author: Roe, Jane', '/misc/roe-jane/x'],
  ])('have the category and the author: with %j, %s and %j', (more, path, frontMatter, expected) => {
    const config = `AUTHOR = 'Ada L'\nARTICLE_URL = '{category}/{author}/{slug}'\n${more}`
    expect(pathIn(PELICAN, config, ['content', path], `${frontMatter}\nslug: x`)).toBe(expected)
  })

  it('keep all letters where the site says so', () => {
    const config = 'SLUGIFY_USE_UNICODE = True'
    expect(pathIn(PELICAN, config, ['content', 'x.md'], 'title: Été, мир')).toBe('/été-мир.html')
  })

  it.each([
    ["r'(?P<date>\\d{4}-\\d{2}-\\d{2})[-_](?P<slug>.*)'", '2024-03-05_own-slug.md', '/own-slug.html'],
    ["r'(?P<date>\\d{4}-\\d{2}-\\d{2})_(?P<slug>.*)'", 'x.md', '/a-titles-ete.html'],
    ["r'(?P<slug>.*)'", 'own.md', '/own.html'],
    ["r'(?P<date>\\d{4}-\\d{2}-\\d{2}).*'", '2024-03-05-x.md', '/a-titles-ete.html'],
  ])('are those of the names of files with FILENAME_METADATA = %s: %s', (expression, name, path) => {
    expect(pathIn(PELICAN, `FILENAME_METADATA = ${expression}`, ['content', name])).toBe(path)
  })

  it('and ids have the day in the zone in which it is typed', () => {
    const config = "TIMEZONE = 'Europe/Berlin'\nARTICLE_URL = '{date:%Y-%m-%d}/{slug}/'"
    const date = 'date: "2024-01-31T23:30:00-05:00"\nslug: x'
    expect(read(PELICAN, config, ['content', 'x.md'], date)).toEqual({
      path: '/2024-01-31/x/',
      id: 'tag:example.org,2024-01-31:/2024-01-31/x/',
    })
  })
})

describe('ids of Docusaurus', () => {
  it.each([
    ['Été', 'https://example.org/blog/2024/03/05/Été'],
    ['漢字', 'https://example.org/blog/2024/03/05/漢字'],
    ['a b', 'https://example.org/blog/2024/03/05/a%20b'],
  ])('have the letters of the name %s, but no blanks', (name, id) => {
    const site: [GeneratorName, string] = ['docusaurus', 'docusaurus.config.js']
    expect(read(site, '', ['blog', `2024-03-05-${name}.md`]).id).toBe(id)
  })
})

describe('a name that every JavaScript object has', () => {
  it.each<[GeneratorName, string, string, string, string, string]>([
    ['hugo', 'hugo.toml', '', 'constructor/x.md', '', '/constructor/x/'],
    ['hugo', 'hugo.toml', '[permalinks]\nposts = "/:constructor/"', 'posts/x.md', '', '/:constructor/'],
    ['jekyll', '_config.yml', '', '_constructor/x.md', '', '/constructor/x.html'],
    ['jekyll', '_config.yml', 'permalink: constructor', '_posts/x.md', '', '/constructor'],
    [
      'eleventy',
      '.eleventy.js',
      '',
      'x.md',
      'permalink: "{{ constructor or title | slug }}"',
      '/a-titles-ete',
    ],
  ])(
    'is a name like any other in %s, %s with %j: %s %s',
    (name, file, config, path, frontMatter, expected) => {
      const folder = name === 'hugo' ? 'content' : ''
      expect(pathIn([name, file], config, [folder, path], frontMatter)).toBe(expected)
    },
  )
})
