import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../../src/content/site/settings.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'
import { openRuntimes } from '../../visibility/runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const INDEX = '---\nurl: https://example.org/\nicon: icon.png\n---\n'
const ARTICLE = article({ title: 'A', date: '2025-01-01', image: 'cover.png' })

function open(files: Record<string, string>) {
  const directory = makeFolder({ '_index.md': INDEX, 'icon.png': 'x', ...files })
  const folder = openFolder(directory, { defaultUrl: 'https://example.org/' })
  return {
    directory,
    folder,
    /** What the section shows, without the address of the site. */
    pictures(section = 'show') {
      const { image, icon, podcast } = settingsOf(folder.library().site, section)
      return [image, icon, podcast?.image].map((url) => url?.replace('https://example.org', ''))
    },
    problems: () =>
      folder
        .library()
        .problems.filter(({ code }) => code === 'missing-file')
        .map(({ path, line, message, hint }) => `${path}:${line} ${message}. ${hint}`),
  }
}

describe('a picture of a section', () => {
  const SHOW = '---\nimage: cover.png\nicon: ./small.png\npodcast:\n  image: art work.jpg\n---\n'
  const BESIDE = { 'show/cover.png': 'x', 'show/small.png': 'x', 'show/art work.jpg': 'x' }

  it('is the file beside its settings, as that of an article is', () => {
    const { folder, pictures, problems } = open({ 'show/_index.md': SHOW, 'show/a.md': ARTICLE, ...BESIDE })
    expect(pictures()).toEqual(['/show/cover.png', '/show/small.png', '/show/art%20work.jpg'])
    expect(folder.library().articles[0]?.image?.url).toBe('https://example.org/show/cover.png')
    expect(problems()).toEqual([])
  })

  it('comes before one of the same name at the top, which is taken where there is none beside', () => {
    const top = { 'cover.png': 'x', 'small.png': 'x', 'art work.jpg': 'x' }
    expect(open({ 'show/_index.md': SHOW, ...top, ...BESIDE }).pictures()[0]).toBe('/show/cover.png')
    const { pictures, problems } = open({ 'show/_index.md': SHOW, ...top })
    expect(pictures()).toEqual(['/cover.png', '/small.png', '/art%20work.jpg'])
    expect(problems()).toEqual([])
  })

  it('is an address of the site where it begins with a slash or a scheme', () => {
    const { pictures, problems } = open({
      'show/_index.md': '---\nimage: /cover.png\nicon: https://example.net/small.png\n---\n',
      'show/cover.png': 'x',
    })
    expect(pictures()).toEqual(['/cover.png', 'https://example.net/small.png', undefined])
    expect(problems()).toEqual([])
  })

  it('that is nowhere is a warning with file and line', () => {
    const { pictures, problems } = open({ 'show/_index.md': SHOW, 'show/Cover.PNG': 'x' })
    expect(pictures()).toEqual(['/cover.png', '/small.png', '/art%20work.jpg'])
    expect(problems()).toEqual([
      'show/_index.md:2 There is no file "cover.png" beside this one, so its address may lead nowhere. Write "Cover.PNG", which is there',
      'show/_index.md:3 There is no file "./small.png" beside this one, so its address may lead nowhere. Put the file there, or correct the name',
      'show/_index.md:5 There is no file "art work.jpg" beside this one, so its address may lead nowhere. Put the file there, or correct the name',
    ])
  })

  it('is handed down to the sections below', () => {
    const { pictures } = open({
      'show/_index.md': SHOW,
      'show/two/_index.md': '---\ntitle: B\n---\n',
      ...BESIDE,
    })
    expect(pictures('show/two')[0]).toBe('/show/cover.png')
  })

  it('follows the file that is added, and removed', async () => {
    const { directory, folder, pictures, problems } = open({ 'show/_index.md': SHOW })
    const all = problems().length
    writeFiles(directory, BESIDE)
    await folder.apply(['show/cover.png'])
    expect(pictures()).toEqual(['/show/cover.png', '/small.png', '/art%20work.jpg'])
    await folder.apply()
    expect(pictures()).toEqual(['/show/cover.png', '/show/small.png', '/show/art%20work.jpg'])
    expect(problems()).toEqual([])
    rmSync(join(directory, 'show/cover.png'))
    await folder.apply(['show/cover.png'])
    expect(pictures()[0]).toBe('/cover.png')
    expect(problems()).toHaveLength(all - 2)
  })

  it('is served on both runtimes, in the feed and by itself', async () => {
    const { asks } = openRuntimes(
      { '_index.md': INDEX, 'icon.png': 'x', 'show/_index.md': SHOW, 'show/a.md': ARTICLE, ...BESIDE },
      NOW,
    )
    for (const ask of Object.values(asks)) {
      expect((await ask('show/atom.xml', NOW)).text).toContain(
        '<logo>https://example.org/show/art%20work.jpg</logo>',
      )
      expect((await ask('show/art%20work.jpg', NOW)).status).toBe(200)
    }
  })
})
