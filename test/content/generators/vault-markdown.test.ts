import { describe, expect, it } from 'vitest'
import { hideComments, toMarkdown } from '../../../src/content/generators/vault/vault-markdown.ts'

const FILES = {
  isArticle: (reference: string) => reference === 'Note.md' || reference === 'A/Note.md',
  findFile: (name: string) => (name === 'x.png' || name === 'x.pdf' ? `/files/${name}` : undefined),
}

describe('what Obsidian writes', () => {
  it.each([
    ['[[Note]]', '[Note](<Note.md>)'],
    ['[[A/Note|text]]', '[text](<A/Note.md>)'],
    ['[[Note#Part]]', '[Note > Part](<Note.md>)'],
    ['[[Note#^block|text]]', '[text](<Note.md>)'],
    ['[[Private note]]', 'Private note'],
    ['[[Private note|text]]', 'text'],
    ['[[#Part]]', 'Part'],
    ['![[Note]]', '[Note](<Note.md>)'],
    ['![[Private note]]', 'Private note'],
    ['![[x.png]]', '![](</files/x.png>)'],
    ['![[x.png|300]]', '![](</files/x.png>)'],
    ['![[x.png|A bridge]]', '![A bridge](</files/x.png>)'],
    ['[[x.pdf|the paper]]', '[the paper](</files/x.pdf>)'],
    ['a %%b%% c', 'a  c'],
    ['a %%b', 'a '],
    ['a\n%%\nb\n\n```\nc\n```\n%%\nd', 'a\n\n\n\n\n\n\n\nd'],
    ['> [!note]\n> a', '> [!note]\n> a'],
    ['> [!info] Title\n> a', '> **Title**  \n> a'],
    ['> [!faq]- \n> a', '> **Faq**  \n> a'],
    ['a ^block', 'a'],
  ])('%j is %j', (source, markdown) => {
    expect(toMarkdown(source, FILES)).toBe(markdown)
  })

  it.each([
    '`[[Note]] %%a%%`',
    '```\n[[Note]]\n%%a%%\n```',
    '~~~~\n~~~\n[[Note]] ^a\n~~~~\n',
    '`` ` [[Note]] ``',
  ])('is kept in code: %j', (source) => {
    expect(toMarkdown(source, FILES)).toBe(source)
  })

  it('shows nothing of a comment that code in it would end', () => {
    expect(hideComments('%%\n`a\n%%\nb')).not.toContain('a')
  })

  it.each(['[[', '%%', '`', '`a', '> [!a]', '![[a|', '~~~\n'])(
    'takes time linear in its length: %j',
    (part) => {
      expect(toMarkdown(part.repeat(20_000), FILES)).toBeDefined()
    },
  )
})
