import { describe, expect, it } from 'vitest'
import type { GeneratorName } from '../../../src/content/generators/generator.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'
import { parseScript } from '../../../src/node/folder/site/parse-script.ts'

function read(name: GeneratorName, files: Record<string, string>) {
  const entries = Object.entries(files).map(([path, text]) => ({ path, text }))
  return readGenerator({ name, folder: '', files: entries }, parseScript)
}

/** The title in the configuration of Docusaurus. */
function titleIn(config: string, path = 'docusaurus.config.js'): string | undefined {
  return read('docusaurus', { [path]: config }).site.title
}

describe('the title of a site', () => {
  it('is not that of a film in a shortcode of Eleventy', () => {
    const config =
      'export default (c) => c.addShortcode(\'yt\', (s) => `<a href="/\u0024{s}" title="Play Video">x</a>`)'
    expect(read('eleventy', { 'eleventy.config.js': config }).site.title).toBeUndefined()
  })

  it('is that of Starlight, and not that of an author above', () => {
    const config = `import starlight from '@astrojs/starlight'
      const authors = { a: { name: "Ann", title: "Co-Founder" } }
      export default defineConfig({ site: 'https://example.org', base: '/docs', integrations: [starlight({ title: "My Docs" })] })`
    expect(read('astro', { 'astro.config.mjs': config }).site).toMatchObject({
      title: 'My Docs',
      url: 'https://example.org/docs/',
    })
  })

  it('is not that of a person whom a file exports beside it', () => {
    const constants = "export const AUTHOR = { title: 'Co-Founder' }\nexport const SITE = { title: 'Site' }"
    expect(read('astro', { 'src/consts.ts': constants }).site.title).toBe('Site')
  })

  it('is the name of a site of Jekyll that has no title', () => {
    expect(read('jekyll', { '_config.yml': 'name: A Name\n' }).site.title).toBe('A Name')
    expect(read('jekyll', { '_config.yml': 'name: A Name\ntitle: A Title\n' }).site.title).toBe('A Title')
  })
})

describe('a value in code is known', () => {
  it.each([
    ['in the exported object', "export default { title: 'T' }"],
    ['in quotes of every kind', 'module.exports = { "title": `T` }'],
    ['in a constant', "const config = { title: 'T' }; export default config"],
    ['in what a function is given', "export default defineConfig({ title: 'T' })"],
    ['in what tools wrap', "module.exports = withA({ a: 1 })(withB({ title: 'T' }))"],
    ['in what a function returns', "export default async function () { const t = 'T'; return { title: t } }"],
    ['in what an arrow returns', "export default ({ command }) => ({ title: 'T' })"],
    [
      'in what a function of the file returns',
      "function make() { return { title: 'T' } }\nmodule.exports = make()",
    ],
    ['in what is exported as default', "const a = { title: 'T' }; export { a as default }"],
    ['in a spread', "const base = { title: 'T', a: 1 }; export default { ...base, a: 2 }"],
    ['after a spread that is not known', "export default { ...secret(), title: 'T' }"],
    ['beside a spread under a condition', "export default { title: 'T', ...(secret && { a: 1 }) }"],
    ['assigned to a key', "const config = {}; config.title = 'T'; module.exports = config"],
    ['assigned to the exports', "exports.title = 'T'"],
    ['exported by name', "export const title = 'T'"],
    ['where the environment has none', "export default { title: process.env.TITLE ?? 'T' }"],
    ['where the environment has none, by `or`', "export default { title: import.meta.env.TITLE || 'T' }"],
    ['of constants in a template', "const t = 'T'; export default { title: `\u0024{t}` }"],
    ['of constants in a sum', "const a = { b: 'T' }; export default { title: '' + a.b }"],
    ['chosen by a constant', "const isNew = true; export default { title: isNew ? 'T' : 'Old' }"],
    ['with a key that a constant names', "const k = 'title'; export default { [k]: 'T' }"],
    ['in old CommonJS', "var a = 010; with (a) {}\nmodule.exports = { title: 'T' }"],
  ])('%s', (_, config) => {
    expect(titleIn(config)).toBe('T')
  })

  it.each([
    [
      'with types',
      "import type { Config } from 'x'\nconst c: Config = { title: 'T' } satisfies Config\nexport default c",
    ],
    ['with an enumeration', "enum A { B }\nexport default { title: 'T' } as const"],
  ])('in TypeScript %s', (_, config) => {
    expect(titleIn(config, 'docusaurus.config.ts')).toBe('T')
  })

  it('in another file of the site that is imported', () => {
    const files = {
      'astro.config.ts': "import { SITE } from './src/config'\nexport default { site: SITE.website }",
      'src/config.ts': "export const SITE = { website: 'https://example.org/', author: 'Ada' }",
    }
    expect(read('astro', files).site).toEqual({ url: 'https://example.org/', authors: [{ name: 'Ada' }] })
  })
})

describe('a value in code is not guessed', () => {
  it.each([
    ['that is computed', 'export default { title: secret() }'],
    ['before a spread that is computed', "export default { title: 'T', ...secret() }"],
    ['under a condition that is computed', "export default { title: secret ? 'T' : 'U' }"],
    ['in a spread under a condition', "export default { title: 'T', ...(secret && { title: 'U' }) }"],
    ['that is assigned again', "let t = 'T'; if (secret) t = 'U'; export default { title: t }"],
    [
      'that is assigned again to a key',
      "const c = { title: 'T' }; if (secret) c.title = 'U'; export default c",
    ],
    ['of a parameter', "const t = 'T'; export default (t) => ({ title: t })"],
    ['of the environment alone', 'export default { title: process.env.TITLE }'],
    [
      'of one of two results',
      "export default () => { if (secret) return { title: 'T' }; return { title: 'U' } }",
    ],
    ['in a comment', "export default { /* title: 'T' */ }"],
    ['in a string', 'export default { a: "title: \'T\'" }'],
    ['in an object within', "export default { a: { title: 'T' } }"],
    ['in an object beside', "const a = { title: 'T' }; export default {}"],
    ['that means itself', 'const a = b; const b = a; export default { title: a }'],
  ])('%s', (_, config) => {
    expect(titleIn(config)).toBeUndefined()
  })

  it('in a file that doubles a value line by line', () => {
    const lines = Array.from({ length: 60 }, (_, n) => `const a${n + 1} = [...a${n}, ...a${n}]`)
    const config = `const a0 = ['x', 'y']\n${lines.join('\n')}\nexport default { title: 'T', a: a60 }`
    expect(titleIn(config)).toBe('T')
  })

  it('in code too deep to be read', () => {
    const { problems } = read('docusaurus', {
      'docusaurus.config.js': `export default ${'['.repeat(100_000)}`,
    })
    expect(problems).toHaveLength(1)
  })
})

it('a configuration that cannot be parsed leaves the ids in doubt', () => {
  const { problems } = read('docusaurus', {
    'docusaurus.config.js': "export default { url: 'https://example.org'",
  })
  expect(problems).toMatchObject([{ severity: 'error', code: 'ids-in-doubt', path: 'docusaurus.config.js' }])
})

describe('the settings of Pelican', () => {
  const site = (text: string) => read('pelican', { 'pelicanconf.py': text }).site
  it.each([
    ['a string', 'SITENAME = "T"'],
    ['strings side by side', 'SITENAME = ("T"\n  "")'],
    ['a constant', "NAME = 'T'\nSITENAME = NAME"],
    ['a sum', "A = 'T'\nSITENAME = A + ''"],
    ['a string that is filled in', "A = 'T'\nSITENAME = f'{A}'"],
    ['the environment', "import os\nSITENAME = os.environ.get('NAME', 'T')"],
    ['a type', "SITENAME: str = 'T'  # the name"],
    ['a line that goes on', "SITENAME = \\\n  'T'"],
  ])('are read of %s', (_, text) => {
    expect(site(text).title).toBe('T')
  })

  it.each([
    ['a call', 'SITENAME = secret()'],
    ['a text', '"""\nSITENAME = \'T\'\n"""'],
    ['a condition', "SITENAME = 'T'\nif secret:\n    SITENAME = 'U'"],
    ['a choice', "SITENAME = 'T' if secret else 'U'"],
    ['a dictionary', "X = {\n'SITENAME': 'T',\n}\nY = dict(\nSITENAME = 'T')"],
  ])('are not guessed of %s', (_, text) => {
    expect(site(text).title).toBeUndefined()
  })
})
