import { describe, expect, it } from 'vitest'
import { takeHeading } from '../../../src/content/markdown/heading.ts'

describe('takeHeading', () => {
  it.each([
    ['# Title\n\nBody', 'Title', '\nBody'],
    ['Intro\n\n# Title\nBody', 'Title', 'Intro\n\nBody'],
    ['   #\tTitle', 'Title', ''],
    ['# Title ##  ', 'Title', ''],
    ['# Title#', 'Title#', ''],
    ['# C #', 'C', ''],
    ['# Title {#own-id}', 'Title', ''],
    ['# *Big* `code` [link](/x) &amp; ![pic](p.png)[^1]', 'Big code link & pic', ''],
    ['# <em>Raw</em> HTML', 'Raw HTML', ''],
    ['Title\n=====\nBody', 'Title', 'Body'],
    ['```\n# no\n```\n# Title', 'Title', '```\n# no\n```'],
    ['````\n```\n# no\n````\n# Title', 'Title', '````\n```\n# no\n````'],
    ['```\n```js\n# no\n```\n# Title', 'Title', '```\n```js\n# no\n```'],
    ['~~~\n```\n# no\n~~~\n# Title', 'Title', '~~~\n```\n# no\n~~~'],
  ])('%j', (body, text, rest) => {
    expect(takeHeading(body, false)).toEqual({ text, rest })
  })

  it.each(['', 'Text', '#Tag', '## Second', '    # code', '```\n# open', 'a\nb\n===', '\n===', '- x\n\n=='])(
    '%j has none',
    (body) => {
      expect(takeHeading(body, false)).toBeUndefined()
    },
  )

  it('finds only a heading at the start if asked to', () => {
    expect(takeHeading('\n\n# Title', true)?.text).toBe('Title')
    expect(takeHeading('Title\n===', true)?.text).toBe('Title')
    expect(takeHeading('Text\n\n# Title', true)).toBeUndefined()
  })
})
