import { describe, expect, it } from 'vitest'
import { compileExpression, compileGlob } from '../../../src/content/text/wildcards.ts'

describe('compileGlob', () => {
  it.each([
    ['a.md', 'a.md', true],
    ['a.md', 'b/a.md', false],
    ['*.md', 'a.md', true],
    ['*.md', 'b/a.md', false],
    ['**/*.md', 'a.md', true],
    ['**/*.md', 'x/y/a.md', true],
    ['**/_*.{md,mdx}', 'x/_a.mdx', true],
    ['**/_*.{md,mdx}', 'x/a.mdx', false],
    ['drafts/**', 'drafts/x/y.md', true],
    ['drafts/**', 'draftsmen/x.md', false],
    ['**/__tests__/**', 'a/__tests__/b.md', true],
    ['**/__tests__/**', '__tests__/b.md', true],
    ['**/x/**/y/**', 'y/x.md', false],
    ['n[0-9]?.md', 'n1a.md', true],
    ['n[!0-9].md', 'n1.md', false],
    ['n[^0-9].md', 'nx.md', true],
    ['a(b)+.md', 'a(b)+.md', true],
    ['{a,b{c,d}}.md', 'bd.md', true],
    ['\\*.md', 'a.md', false],
    ['ک*.md', 'کتاب.md', true],
    ['?.md', '😀.md', true],
    ['[.md', '[.md', true],
  ])('%j and %j: %s', (glob, path, expected) => expect(compileGlob(glob)!(path)).toBe(expected))

  it('does not read what is too large', () => {
    expect(compileGlob('a'.repeat(2000))).toBeUndefined()
    expect(compileGlob('{a,b}'.repeat(10))).toBeUndefined()
  })
})

describe('compileExpression', () => {
  it.each([
    ['\\.draft\\.md$', 'x/a.draft.md', true],
    ['\\.draft\\.md$', 'x/a.draft.mdx', false],
    ['drafts/', 'x/drafts/a.md', true],
    ['^x/', 'x/a.md', true],
    ['^x/', 'a/x/a.md', false],
    ['secret-\\d+', 'secret-12.md', true],
    ['secret-\\d+', 'secret-.md', false],
    ['(wip|todo)[-_]', 'a/todo_1.md', true],
    ['^(a|b)$', 'b', true],
    ['a|b', 'xbx', true],
    ['colou?r', 'color', true],
    ['a.*b', 'xaxxbx', true],
    ['[^/]+~$', 'x/a~', true],
    ['(?:a|(?:b|c))d', 'cd', true],
  ])('%j and %j: %s', (expression, text, expected) =>
    expect(compileExpression(expression)!(text)).toBe(expected),
  )

  it.each(['(a+)+$', 'a{3}', '(?=a)b', '\\bx', '(a', 'a\\1', 'a**'])('does not read %s', (expression) =>
    expect(compileExpression(expression)).toBeUndefined(),
  )

  it('comes to an end where a text makes other engines go back for ever', () => {
    expect(compileExpression(`${'a*'.repeat(100)}c$`)!('a'.repeat(1000))).toBe(false)
    expect(compileGlob(`${'*a'.repeat(100)}b`)!('a'.repeat(1000))).toBe(false)
  })
})
