import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { startServer } from '../../src/server.ts'
import { article } from '../article.ts'
import { eventually } from '../eventually.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const RELEASE = Date.UTC(2026, 0, 2)

const picture = (width = 640, height = 480) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`

const post = (keys: Record<string, string> = {}, body = 'Text.') =>
  article({ title: 'T', date: '2025-01-01', ...keys }, body)

const ASTRO = { 'astro.config.mjs': `export default { site: 'https://example.org' }` }
const BLOG = 'src/content/blog'

/** What becomes of one article of a site: its picture, its text, and the problems with their lines. */
function read(files: Record<string, string>, articles: string) {
  const folder = openFolder(join(makeFolder(files), articles), { defaultUrl: 'https://example.org/' })
  const library = folder.library()
  const problems = [...library.problems]
  const bodies = createFolderBodies(folder, (problem) => problems.push(problem))
  const [only] = library.articles
  const body = bodies.find(only!, NOW)
  return {
    image: only?.image,
    html: body.contentHtml,
    problems: problems.map(({ path, line, code, message }) => `${path}:${line} ${code}: ${message}`),
  }
}

const AT = 'https://example.org/_assets/src/assets/x.svg'
const FOUND = { url: AT, length: picture().length, width: 640, height: 480 }

describe('a picture outside of the folder of articles', () => {
  it('is found by the relative path of the blog that `create astro` makes', () => {
    const made = read(
      {
        ...ASTRO,
        'src/assets/x.svg': picture(),
        [`${BLOG}/a.md`]: post({ heroImage: "'../../assets/x.svg'" }, '![A mill](../../assets/x.svg)'),
      },
      BLOG,
    )
    expect(made.image).toMatchObject(FOUND)
    expect(made.html).toContain(`<img src="${AT}" alt="A mill">`)
    expect(made.problems).toEqual([])
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'paths in tsconfig.json, with comments',
      {
        'tsconfig.json':
          '{ // The compiler\n "extends": "x", "compilerOptions": { "paths": { "@/*": ["./src/*"], }, } }',
      },
      '@/assets/x.svg',
    ],
    [
      'paths and baseUrl in jsconfig.json',
      { 'jsconfig.json': '{"compilerOptions": {"baseUrl": "src", "paths": {"@assets/*": ["assets/*"]}}}' },
      '@assets/x.svg',
    ],
    [
      'resolve.alias of Vite',
      {
        'vite.config.ts': `import path from 'node:path'\nexport default { resolve: { alias: { '~': path.resolve(__dirname, './src') } } }`,
      },
      '~/assets/x.svg',
    ],
    [
      'vite.resolve.alias in the configuration of the site',
      {
        'astro.config.mjs': `import { fileURLToPath } from 'node:url'
export default { site: 'https://example.org', vite: { resolve: { alias: [
  { find: '@', replacement: fileURLToPath(new URL('./src', import.meta.url)) },
] } } }`,
      },
      '@/assets/x.svg',
    ],
    ['a path from the top of the site, as Vite reads it', {}, '/src/assets/x.svg'],
  ])('is found by %s', (_, files, reference) => {
    const made = read(
      {
        ...ASTRO,
        'src/assets/x.svg': picture(),
        ...files,
        [`${BLOG}/a.md`]: post({ image: `"${reference}"` }, `![A mill](${reference})`),
      },
      BLOG,
    )
    expect(made.image).toMatchObject(FOUND)
    expect(made.html).toContain(`src="${AT}"`)
    expect(made.problems).toEqual([])
  })

  it.each([
    `import pic from '../../assets/x.svg'\n\n<Image src={pic} alt="A mill" />`,
    `import { Image } from 'astro:assets'\nimport pic from "@/assets/x.svg"\n\nText.\n\n<Image src={pic} alt="A mill" width={300} />`,
    `import pic from '../../assets/x.svg'\n\n<img src={pic.src} alt="A mill" />`,
    `import pic from '../../assets/x.svg'\n\n![A mill]({pic})`,
    `<Image src={import('../../assets/x.svg')} alt="A mill" />`,
  ])('is found where MDX imports it: %s', (body) => {
    const made = read(
      {
        ...ASTRO,
        'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
        'src/assets/x.svg': picture(),
        [`${BLOG}/a.mdx`]: post({}, body),
      },
      BLOG,
    )
    expect(made.html).toContain(`src="${AT}" alt="A mill"`)
    expect(made.problems).toEqual([])
  })

  it.each(['<Image src={post.hero} alt="A mill" />', '<img src={hero} alt="A mill" />'])(
    'is its description, with a warning, where only code knows it: %s',
    (body) => {
      const made = read({ ...ASTRO, [`${BLOG}/a.mdx`]: post({}, `Text.\n\n${body}`) }, BLOG)
      expect(made.html).toBe('<p>Text.</p>\n<p>A mill</p>')
      expect(made.problems.map((line) => line.replace(/: .*/, ''))).toEqual(['a.mdx:8 template'])
    },
  )

  it.each<[string, Record<string, string>, string, string, string]>([
    [
      'static of Docusaurus by @site',
      {
        'docusaurus.config.js': `module.exports = { url: 'https://example.org', baseUrl: '/' }`,
        'static/img/x.svg': picture(),
      },
      'blog',
      '@site/static/img/x.svg',
      'img/x.svg',
    ],
    [
      'src of Docusaurus by @site',
      {
        'docusaurus.config.js': `module.exports = { url: 'https://example.org', baseUrl: '/' }`,
        'src/img/x.svg': picture(),
      },
      'blog',
      '@site/src/img/x.svg',
      '_assets/src/img/x.svg',
    ],
    [
      'static of Hugo',
      { 'hugo.toml': 'baseURL = "https://example.org/"', 'static/img/x.svg': picture() },
      'content/posts',
      '/img/x.svg',
      'img/x.svg',
    ],
    [
      'assets of Hugo',
      { 'hugo.toml': 'baseURL = "https://example.org/"', 'assets/img/x.svg': picture() },
      'content/posts',
      'img/x.svg',
      'img/x.svg',
    ],
    [
      'a mount of Hugo',
      {
        'hugo.toml':
          'baseURL = "https://example.org/"\n[[module.mounts]]\nsource = "media"\ntarget = "static/m"\n',
        'media/x.svg': picture(),
      },
      'content/posts',
      '/m/x.svg',
      'm/x.svg',
    ],
    [
      'assets of Jekyll',
      { '_config.yml': 'url: https://example.org', 'assets/x.svg': picture() },
      '_posts',
      '/assets/x.svg',
      'assets/x.svg',
    ],
    [
      'images of Gatsby',
      {
        'gatsby-config.js': `module.exports = { siteMetadata: { siteUrl: 'https://example.org' } }`,
        'content/images/x.svg': picture(),
      },
      'content/blog',
      '../images/x.svg',
      '_assets/content/images/x.svg',
    ],
    [
      'a folder that Eleventy copies',
      {
        'eleventy.config.js': `export default (c) => { c.addPassthroughCopy('src/img'); return { dir: { input: 'src' } } }`,
        'src/img/x.svg': picture(),
      },
      'src/posts',
      '/img/x.svg',
      'img/x.svg',
    ],
    [
      'a folder that Eleventy copies elsewhere',
      {
        'eleventy.config.js': `export default (c) => { c.addPassthroughCopy({ './public/': '/' }) }`,
        'public/img/x.svg': picture(),
      },
      'posts',
      '/img/x.svg',
      'img/x.svg',
    ],
    [
      'public of VitePress',
      {
        '.vitepress/config.mjs': `export default { sitemap: { hostname: 'https://example.org' } }`,
        'public/x.svg': picture(),
      },
      'blog',
      '/x.svg',
      'x.svg',
    ],
    [
      'an alias of VitePress',
      {
        '.vitepress/config.mjs': `export default { sitemap: { hostname: 'https://example.org' }, vite: { resolve: { alias: { '@': '/src' } } } }`,
        'src/x.svg': picture(),
      },
      'blog',
      '@/x.svg',
      '_assets/src/x.svg',
    ],
    [
      '$lib of SvelteKit',
      { 'svelte.config.js': 'export default {}', 'src/lib/x.svg': picture() },
      'src/posts',
      '$lib/x.svg',
      '_assets/src/lib/x.svg',
    ],
    [
      'public of Next.js',
      { 'next.config.js': 'module.exports = {}', 'public/x.svg': picture() },
      'posts',
      '/x.svg',
      'x.svg',
    ],
  ])('is found in %s', (_, files, articles, reference, path) => {
    const made = read(
      {
        ...files,
        [`${articles}/2025-01-01-a.md`]: post({ image: `"${reference}"` }, `![A mill](${reference})`),
      },
      articles,
    )
    expect(made.image).toMatchObject({ ...FOUND, url: `https://example.org/${path}` })
    expect(made.html).toContain(`src="https://example.org/${path}"`)
    expect(
      made.problems.filter((line) => /file|image/.test(line.replace(/:.*? /, '')) && line.includes('.md')),
    ).toEqual([])
  })

  it('is a warning with its line where it is not there', () => {
    const files = {
      ...ASTRO,
      [`${BLOG}/a.md`]: post(
        { image: '"../../assets/y.svg"' },
        'Text.\n\n![A mill](../../assets/x.svg) ![B](@/b.svg)',
      ),
    }
    const { image, html, problems } = read(files, BLOG)
    expect(image).toBeUndefined()
    expect(html).toBe('<p>Text.</p>\n<p>A mill B</p>')
    expect(problems.map((line) => line.replace(/: .*/, ''))).toEqual([
      'a.md:4 missing-file',
      'a.md:9 missing-file',
      'a.md:9 missing-file',
    ])
  })

  it('is never outside of the site, hidden, behind a link out of it, or a source', () => {
    const outside = makeFolder({ 'x.svg': picture(), 'site/astro.config.mjs': ASTRO['astro.config.mjs'] })
    const site = join(outside, 'site')
    writeFiles(site, {
      [`${BLOG}/a.md`]: post(
        {},
        [
          '../../../../x.svg',
          '../../../.git/x.svg',
          '../../.secret.svg',
          '../../link.svg',
          '../../linked/x.svg',
          '../../../node_modules/x.svg',
          '../../secret.ts',
          '../../../package.json',
        ]
          .map((path) => `![](${path}) [l](${path})`)
          .join('\n'),
      ),
      '.git/x.svg': picture(),
      'src/.secret.svg': picture(),
      'node_modules/x.svg': picture(),
      'src/secret.ts': 'export {}',
      'package.json': '{}',
    })
    symlinkSync(join(outside, 'x.svg'), join(site, 'src/link.svg'))
    symlinkSync(outside, join(site, 'src/linked'))
    const folder = openFolder(join(site, BLOG), { defaultUrl: 'https://example.org/' })
    expect([...folder.media()]).toEqual([])
    const { contentHtml } = createFolderBodies(folder).find(folder.library().articles[0]!, NOW)
    expect(contentHtml).not.toContain('_assets')
  })
})

describe('the address of a picture outside of the folder', () => {
  const site = (keys: Record<string, string>) => ({
    ...ASTRO,
    'src/assets/x.svg': picture(),
    'src/assets/unnamed.svg': picture(),
    [`${BLOG}/open.md`]: post({ title: 'Open' }),
    [`${BLOG}/a.md`]: post(keys, '![A mill](../../assets/x.svg)'),
  })
  const PATH = '_assets/src/assets/x.svg'

  it('leads to the picture on all runtimes, and to no other file', async () => {
    const { asks } = openRuntimes(site({}), NOW, BLOG)
    for (const [name, ask] of Object.entries(asks)) {
      const { status, headers, text } = await ask(PATH, NOW)
      expect([status, headers['content-type'], text], name).toEqual([200, 'image/svg+xml', picture()])
      for (const path of [
        '_assets/src/assets/unnamed.svg',
        '_assets/astro.config.mjs',
        '_assets/src/content/blog/a.md',
      ])
        expect((await ask(path, NOW)).status, `${name} ${path}`).toBe(404)
    }
  })

  it.each([
    ['draft', { draft: 'true' }],
    ['withdrawn', { withdrawn: '2025-06-01' }],
    ['expired', { expires: '2025-06-01' }],
  ])('leads nowhere while only an article names it that is not public: %s', async (_, keys) => {
    const { asks } = openRuntimes(site(keys), NOW, BLOG)
    for (const [name, ask] of Object.entries(asks)) expect((await ask(PATH, NOW)).status, name).toBe(404)
  })

  it('leads to it from the moment on when its article is public', async () => {
    const { asks } = openRuntimes(site({ embargo: '2026-01-02T00:00:00Z' }), NOW, BLOG)
    for (const [name, ask] of Object.entries(asks)) {
      expect((await ask(PATH, RELEASE - 1)).status, name).toBe(404)
      expect((await ask(PATH, RELEASE)).status, name).toBe(200)
    }
  })
})

describe('a picture outside of the folder that changes', () => {
  const FILES = {
    ...ASTRO,
    [`${BLOG}/a.md`]: post({ image: '../../assets/x.svg' }, '![A](../../assets/x.svg)'),
  }

  it('is seen at the next look at the whole folder', async () => {
    const site = makeFolder({ ...FILES, 'src/assets/x.svg': picture() })
    const folder = openFolder(join(site, BLOG), { defaultUrl: 'https://example.org/' })
    const image = () => folder.library().articles[0]!.image
    expect(image()).toMatchObject({ width: 640 })
    writeFileSync(join(site, 'src/assets/x.svg'), picture(1000))
    await folder.apply()
    expect(image()).toMatchObject({ width: 1000 })
    rmSync(join(site, 'src/assets/x.svg'))
    expect((await folder.apply()).map(({ code }) => code)).toEqual(['missing-file'])
    expect(image()).toBeUndefined()
  })

  it('is seen when it arrives after its article', async () => {
    const site = makeFolder(FILES)
    const folder = openFolder(join(site, BLOG), { defaultUrl: 'https://example.org/' })
    expect(folder.library().articles[0]!.image).toBeUndefined()
    const path = join(site, 'src/assets/x.svg')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, picture())
    await folder.apply([])
    expect(folder.library().articles[0]!.image).toMatchObject({ width: 640 })
    expect([...folder.media()]).toEqual(['_assets/src/assets/x.svg'])
  })

  it('is served anew soon after an edit', async () => {
    const site = makeFolder({ ...FILES, 'src/assets/x.svg': picture() })
    const server = await startServer({
      articles: join(site, BLOG),
      port: 0,
      host: '127.0.0.1',
      log: () => {},
    })
    const read = async (path: string) => (await fetch(`${server.url}/${path}`)).text()
    try {
      expect(await read('_assets/src/assets/x.svg')).toBe(picture())
      await eventually(async () => expect(await read('wire.json')).toContain('"width": 640'))
      writeFileSync(join(site, 'src/assets/x.svg'), picture(1000))
      await eventually(async () => expect(await read('wire.json')).toContain('"width": 1000'))
      expect(await read('_assets/src/assets/x.svg')).toBe(picture(1000))
    } finally {
      await server.stop()
    }
  })

  it('is as it was after a restart, without reading its article again', () => {
    const site = makeFolder({ ...FILES, 'src/assets/x.svg': picture() })
    const open = (remembered?: ReturnType<ReturnType<typeof openFolder>['remember']>) =>
      openFolder(join(site, BLOG), { defaultUrl: 'https://example.org/', version: '1', remembered })
    const again = open(JSON.parse(JSON.stringify(open().remember())))
    expect(again.hasNews()).toBe(false)
    expect(again.library().articles[0]!.image).toMatchObject({ width: 640 })
  })
})
