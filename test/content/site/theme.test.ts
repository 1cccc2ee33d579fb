import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../src/content/problem.ts'
import { readSite } from '../../../src/content/site/settings.ts'

function read(...lines: string[]) {
  const source = ['---', 'title: x', ...lines, '---', ''].join('\n')
  const files = [{ path: '_index.md', source }]
  const { site, problems } = readSite(files, { title: 'Folder', url: 'http://localhost:8787/blog/' })
  return { theme: site.theme, problems: problems.map(formatProblem) }
}

describe('the theme of a site', () => {
  it('is absent where `_index.md` says nothing of it', () => {
    expect(read()).toEqual({ theme: undefined, problems: [] })
  })

  it('sets accent, width, font and a stylesheet', () => {
    expect(
      read('theme:', '  accent: "#0f766e"', '  width: 36rem', '  font: sans', '  stylesheet: style.css'),
    ).toEqual({
      theme: {
        accent: '#0f766e',
        width: '36rem',
        font: 'sans',
        stylesheet: 'http://localhost:8787/blog/style.css',
      },
      problems: [],
    })
  })

  it.each([
    'teal',
    'RebeccaPurple',
    '#abc',
    'rgb(15, 118, 110)',
    'oklch(60% 0.12 180)',
    'hsl(175deg 77% 26%)',
  ])('takes the color %s', (color) => {
    expect(read('theme:', `  accent: "${color}"`)).toEqual({ theme: { accent: color }, problems: [] })
  })

  it('takes one color for light pages and one for dark', () => {
    expect(read('theme:', '  accent: { light: teal, dark: aqua }').theme).toEqual({
      accent: { light: 'teal', dark: 'aqua' },
    })
  })

  it.each([
    ['accent', '"red;}body{display:none"'],
    ['accent', '"url(https://example.org/x)"'],
    ['accent', '"var(--text)"'],
    ['accent', '"rgb(0 0 0 / 0)"'],
    ['accent', 'bananna'],
    ['accent', '#0f766e'],
    ['accent', '{ light: teal }'],
    ['accent', '{ light: teal, dark: "x;" }'],
    ['width', '"100%"'],
    ['width', '5rem'],
    ['width', '"36rem;color:red"'],
    ['font', '"x;}*{color:red"'],
    ['font', '"Georgia, url(x)"'],
    ['font', '""'],
    ['stylesheet', 'https://example.org/style.css'],
    ['stylesheet', '../style.css'],
    ['stylesheet', 'style.js'],
    ['colour', 'red'],
  ])('reports the fault in %s: %s with its line, and keeps the rest', (key, value) => {
    const rest = key === 'width' ? 'font: mono' : 'width: 30rem'
    const { theme, problems } = read('theme:', `  ${rest}`, `  ${key}: ${value}`)
    expect(theme).toEqual(key === 'width' ? { font: 'mono' } : { width: '30rem' })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^_index\.md:5: error setting: /)
  })

  it('must be a map', () => {
    expect(read('theme: dark').problems[0]).toContain('`theme` must be a map')
  })
})
