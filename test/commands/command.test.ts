import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { chooseArticles } from '../../src/commands/command.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'

describe('the folder of articles', () => {
  const folder = makeFolder({ 'a.md': '', 'inner/b.md': '' }, false)
  afterAll(() => rmSync(folder, { recursive: true }))
  const inner = join(folder, 'inner')

  it('is what the option names, else what ARTICLES names, else articles', () => {
    expect(chooseArticles(inner, { ARTICLES: folder })).toEqual({ articles: inner, siteUrl: undefined })
    expect(chooseArticles(undefined, { ARTICLES: folder })).toEqual({ articles: folder, siteUrl: undefined })
    expect(chooseArticles(undefined, {}).articles).toBe('articles')
  })

  it.each(['a.md', 'not-there'])('is refused when it is not a folder: %s', (name) => {
    const path = join(folder, name)
    expect(() => chooseArticles(path, {})).toThrow(
      new Error(`There is no folder ${path}. Name one with --articles DIR.`),
    )
  })

  it('is this one where it has settings and no articles', () => {
    const before = process.cwd()
    onTestFinished(() => process.chdir(before))
    process.chdir(inner)
    expect(() => chooseArticles(undefined, {})).toThrow('There is no folder articles here. `wireroom init`')
    writeFiles(inner, { '_index.md': '' })
    expect(chooseArticles(undefined, {}).articles).toBe('.')
    writeFiles(inner, { 'articles/a.md': '' })
    expect(chooseArticles(undefined, {}).articles).toBe('articles')
  })

  it('has the address that SITE_URL names, which must be one', () => {
    expect(chooseArticles(folder, { SITE_URL: 'https://example.org/x' }).siteUrl).toBe(
      'https://example.org/x',
    )
    expect(chooseArticles(folder, { SITE_URL: '' }).siteUrl).toBeUndefined()
    for (const SITE_URL of ['example.org', 'ftp://example.org/'])
      expect(() => chooseArticles(folder, { SITE_URL })).toThrow(
        `SITE_URL is "${SITE_URL}". Set it to an address`,
      )
  })
})
