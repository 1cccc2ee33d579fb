import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isTag, isText, parseHtml, serializeHtml, Text } from '../../../src/content/text/html.ts'
import { createHighlight } from '../../../src/node/highlight.ts'
import { toPageHtml } from '../../../src/pages/content/page-html.ts'

type Nodes = ReturnType<typeof parseHtml>
const rawTextOf = (nodes: Nodes): string =>
  nodes.map((node) => (isText(node) ? node.data : isTag(node) ? rawTextOf(node.children) : '')).join('')

const highlight = createHighlight()
const part = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '<',
    '&amp;',
    '&',
    ']]>',
    '"',
    "'",
    '\n',
    '  ',
    '</span>',
    '</code>',
    'const a = 1',
    '`${',
    '/*',
    '// x\n',
    'سلام',
    '<!--',
  ),
)
const code = fc.array(part).map((parts) => parts.join(''))

it('any code has the same text when it is highlighted', () => {
  fc.assert(
    fc.property(
      code,
      fc.constantFrom('js', 'html', 'sh', 'yml', 'md', 'css', 'py', 'diff'),
      (text, language) => {
        const body = `<pre><code class="language-${language}">${serializeHtml([new Text(`.${text}.`)])}</code></pre>`
        const page = toPageHtml(body, { siteUrl: 'https://example.org/', eager: 0, highlight })
        expect(rawTextOf(parseHtml(page))).toBe(rawTextOf(parseHtml(body)))
      },
    ),
  )
})
