import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'
import { buildFolder, newOutput, readFolder, readSite } from './build-folder.ts'
import { ODD_NAMES } from './odd-names.ts'

const SITE = '---\ntitle: Site\nidPrefix: "tag:site.example,2026:"\n---\n'
const NOW = Date.UTC(2026, 0, 1)

function makeSite(files: Record<string, string> = {}): string {
  return makeFolder({
    '_index.md': SITE,
    'a.md': article({ title: 'A', date: '2025-01-01', tags: '[one]' }),
    'b.md': article({ title: 'B', date: '2025-01-02', tags: '[two]', audio: 'b.mp3' }),
    'b.mp3': 'ID3',
    ...files,
  })
}

describe('a second build', () => {
  it('writes nothing where nothing changed', async () => {
    const articles = makeSite()
    const out = newOutput()
    await buildFolder(articles, out, { now: NOW })
    const inodes = () => Object.keys(readFolder(out)).map((path) => [path, statSync(join(out, path)).ino])
    const before = inodes()
    const { lines } = await buildFolder(articles, out, { now: NOW })
    expect(lines[0]).toMatch(/: 0 written, 0 removed\.$/)
    expect(inodes()).toEqual(before)
  })

  it('leaves what a fresh build writes, whatever changed in between', async () => {
    const articles = makeSite({
      'c.md': article({ title: 'C', date: '2025-01-03', tags: '[one]', permalink: '/x' }),
      'img/p.png': 'png',
    })
    const out = newOutput()
    await buildFolder(articles, out, { now: NOW })
    rmSync(join(articles, 'a.md'))
    rmSync(join(articles, 'img'), { recursive: true })
    // The file x becomes a folder, and the folder b a file.
    writeFiles(articles, {
      'c.md': article({ title: 'C2', date: '2025-01-03', permalink: '/x/y/' }),
      'b.md': article({ title: 'B', date: '2025-01-02', permalink: '/b' }),
      'd.md': article({ title: 'D', date: '2025-01-04' }),
    })
    const { lines } = await buildFolder(articles, out, { now: NOW })
    expect(lines[0]).not.toMatch(/: 0 written| 0 removed/)
    const fresh = newOutput()
    await buildFolder(articles, fresh, { now: NOW })
    expect(readSite(out)).toEqual(readSite(fresh))
    expect(Object.keys(readSite(out))).toEqual(
      expect.arrayContaining(['x/y/index.html', 'b', 'd/index.html']),
    )
  })

  it('leaves pages where an article is to come alone, though caches may keep none of them now', async () => {
    const articles = makeSite()
    const out = newOutput()
    await buildFolder(articles, out, { now: NOW })
    const page = join(out, 'tags/two/index.html')
    const { ino } = statSync(page)
    writeFiles(articles, { 'soon.md': article({ title: 'Soon', date: '2099-01-01', tags: '[one]' }) })
    await buildFolder(articles, out, { now: NOW })
    expect(statSync(page).ino).toBe(ino)
    const fresh = newOutput()
    await buildFolder(articles, fresh, { now: NOW })
    expect(readSite(out)).toEqual(readSite(fresh))
    expect(readSite(out)._headers).toMatch(/max-age=0/)
  })

  it('writes again what somebody changed or removed', async () => {
    const articles = makeSite()
    const out = newOutput()
    await buildFolder(articles, out, { now: NOW })
    const before = readSite(out)
    writeFileSync(join(out, 'feed.xml'), 'forged')
    rmSync(join(out, 'a'), { recursive: true })
    await buildFolder(articles, out, { now: NOW })
    expect(readSite(out)).toEqual(before)
  })

  it('leaves files alone that no build wrote', async () => {
    const articles = makeSite()
    const out = newOutput()
    await buildFolder(articles, out, { now: NOW })
    writeFileSync(join(out, 'CNAME'), 'example.org')
    await buildFolder(articles, out, { now: NOW })
    expect(readFileSync(join(out, 'CNAME'), 'utf8')).toBe('example.org')
  })
})

describe('an embargo', () => {
  const RELEASE = '2026-06-01T00:00:00Z'
  const files = {
    'secret.md': article({ title: 'Tungsten', date: RELEASE, tags: '[hush]', image: 'tungsten.png' }),
    'tungsten.png': 'png',
  }

  it('shows nothing of an article before its moment, not even the moment', async () => {
    const articles = makeSite(files)
    const out = newOutput()
    const { lines } = await buildFolder(articles, out, { now: NOW })
    expect(lines.join('\n')).toContain('2026-06-01T00:00:00.000Z')
    const built = Object.entries(readFolder(out))
    expect(built.filter(([path]) => /secret|tungsten|hush/i.test(path))).toEqual([])
    const moment = String(Date.parse(RELEASE))
    for (const [path, text] of built) {
      expect(text, path).not.toMatch(/tungsten|hush/i)
      expect(text.includes(moment) || text.includes('2026-06'), path).toBe(false)
    }
  })

  it('is over for the next build, which is as a fresh one', async () => {
    const articles = makeSite(files)
    const out = newOutput()
    await buildFolder(articles, out, { now: NOW })
    const later = Date.parse(RELEASE) + 1
    await buildFolder(articles, out, { now: later })
    const fresh = newOutput()
    await buildFolder(articles, fresh, { now: later })
    expect(readSite(out)).toEqual(readSite(fresh))
    expect(readSite(out)['secret/index.html']).toContain('Tungsten')
  })
})

describe('a folder is refused', () => {
  it('if it has files that no build wrote', async () => {
    const out = makeFolder({ 'thesis.txt': 'years of work' })
    const { code, warnings } = await buildFolder(makeSite(), out)
    expect(code).toBe(1)
    expect(warnings.join('\n')).toContain('has files that no build wrote')
    expect(readFolder(out)).toEqual({ 'thesis.txt': 'years of work' })
  })

  it('if its list was broken, or leads outside', async () => {
    for (const list of ['{', '{"headers":[],"files":[["../a","1","1",0]]}']) {
      const out = makeFolder({ '.wireroom/build.json': list })
      const { code, warnings } = await buildFolder(makeSite(), out)
      expect(code).toBe(1)
      expect(warnings.join('\n')).toContain('is not as it was written')
    }
  })

  it.each(['dist', 'deep/dist', '.', '..'])(
    'if the articles and it are one in the other: %s',
    async (place) => {
      const articles = makeSite()
      const before = readFolder(articles)
      const { code, warnings } = await buildFolder(articles, join(articles, place))
      expect(code).toBe(1)
      expect(warnings.join('\n')).toContain('Name another folder with --out')
      expect(readFolder(articles)).toEqual(before)
    },
  )

  it('if a link leads from it into the articles', async () => {
    const articles = makeSite()
    mkdirSync(join(articles, 'deep'))
    const out = join(makeFolder({}), 'link')
    symlinkSync(join(articles, 'deep'), out)
    const { warnings } = await buildFolder(articles, join(out, 'dist'))
    expect(warnings.join('\n')).toContain('one in the other')
  })
})

describe('what a folder of files cannot hold', () => {
  it('has a warning each, and the rest is built', async () => {
    const long = 'l'.repeat(300)
    const page = (permalink: string) => article({ title: permalink, date: '2025-01-01', permalink })
    const articles = makeSite({
      '1.md': page('/x'),
      '2.md': page('/x/'),
      '3.md': page('/x/index.html'),
      '4.md': page(`/${long}/`),
      '5.md': page('/_headers'),
      '6.md': page('/Case/'),
      '7.md': page('/case/'),
      '8.md': page('/a%2Fb/'),
      '9.md': page('/.wireroom/build.json'),
    })
    const out = newOutput()
    const { code, warnings } = await buildFolder(articles, out, { now: NOW })
    expect(code).toBe(0)
    const about = (path: string) => warnings.filter((line) => line.startsWith(`/${path}: warning: `))
    expect(about('x').join()).toContain('a folder has the same name')
    expect(about('x/index.html').join()).toContain('/x/ has the same file, x/index.html')
    expect(about(`${long}/`).join()).toContain('too long')
    for (const path of ['_headers', '.wireroom/build.json'])
      expect(about(path).join(), path).toContain('no file can have this name')
    expect([...about('Case/'), ...about('case/')].join()).toContain(
      'Windows and macOS take its file for that of',
    )
    const built = Object.keys(readSite(out))
    expect(built).toEqual(expect.arrayContaining(['x/index.html', 'Case/index.html', 'case/index.html']))
    const again = await buildFolder(articles, out, { now: NOW })
    expect(again.warnings).toEqual(warnings)
    expect(Object.keys(readSite(out))).toEqual(built)
  })

  it('is nothing of the folder with odd names', async () => {
    const { code, warnings } = await buildFolder(makeFolder(ODD_NAMES), newOutput(), { now: NOW })
    expect(code).toBe(0)
    expect(warnings.filter((line) => line.includes('left out'))).toEqual([])
  })
})

it('an article with an error keeps all from being built, unless it may be left out', async () => {
  const articles = makeSite({ 'broken.md': '---\ntitle: [\n---\n' })
  const out = newOutput()
  const refused = await buildFolder(articles, out, { now: NOW })
  expect(refused.code).toBe(1)
  expect(refused.warnings.join('\n')).toContain('--allow-broken')
  expect((await buildFolder(articles, out, { now: NOW, args: ['--allow-broken'] })).code).toBe(0)
  expect(Object.keys(readSite(out))).toContain('a/index.html')
})

it('a site without an address is built with a warning that its links lead to this machine', async () => {
  const articles = makeSite()
  const { code, warnings } = await buildFolder(articles, newOutput(), { url: '', now: NOW })
  expect(code).toBe(0)
  expect(warnings.join('\n')).toContain('links lead to this machine (http://localhost:8787/)')
  const { warnings: none } = await buildFolder(articles, newOutput(), { now: NOW })
  expect(none.join('\n')).not.toContain('this machine')
})

it('a moved folder of articles is built as before', async () => {
  const articles = makeSite()
  const out = newOutput()
  await buildFolder(articles, out, { now: NOW })
  const moved = `${articles}-moved`
  renameSync(articles, moved)
  const { lines } = await buildFolder(moved, out, { now: NOW })
  rmSync(moved, { recursive: true })
  expect(lines[0]).toMatch(/: 0 written, 0 removed\.$/)
})
