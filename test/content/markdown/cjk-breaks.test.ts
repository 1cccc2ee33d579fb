import { expect, it } from 'vitest'
import { inlineText, renderMarkdown } from '../../../src/content/markdown/markdown.ts'
import { parseHtml, textOf } from '../../../src/content/text/html.ts'

it.each([
  ['吾輩は猫で\nある。', '吾輩は猫である。'],
  ['名前は、\nまだ無い。', '名前は、まだ無い。'],
  ['カタカナ\n漢字', 'カタカナ漢字'],
  ['**強調**\nです', '強調です'],
  ['これは\n*強調*です', 'これは強調です'],
  ['𠮷野家\n𠮷', '𠮷野家𠮷'],
  ['今天\n天气\n很好', '今天天气很好'],
  ['日本 \nEnglish', '日本 English'],
  ['English\n日本', 'English 日本'],
  ['한국어\n텍스트', '한국어 텍스트'],
  ['一段\n\n二段', '一段 二段'],
  ['一行  \n二行', '一行 二行'],
  ['one\ntwo', 'one two'],
])('the plain text of %j is %j', (source, expected) => {
  expect(textOf(parseHtml(renderMarkdown(source)))).toBe(expected)
})

it('a line break of a heading is no blank either', () => {
  expect(inlineText('吾輩は\n猫')).toBe('吾輩は猫')
})

it.each([
  ['**「強調」**です', '<p><strong>「強調」</strong>です</p>'],
  ['これは**強調。**です', '<p>これは<strong>強調。</strong>です</p>'],
  ['**重要（注意）**的内容', '<p><strong>重要（注意）</strong>的内容</p>'],
  ['a**b**c and **d** (*e*)', '<p>a<strong>b</strong>c and <strong>d</strong> (<em>e</em>)</p>'],
  ['snake_case_name', '<p>snake_case_name</p>'],
])('%s is %s', (source, html) => {
  expect(renderMarkdown(source).trim()).toBe(html)
})
