import MarkdownIt from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import type { MarkdownFeature } from '../generators/renderers/markdown-feature.ts'
import { oneLine } from '../text/characters.ts'
import { joinWideLines } from './cjk-breaks.ts'
import { addBlockAttributes, addEndOfBlock } from './dialects/block-marks.ts'
import { addDefinitionLists } from './dialects/definition-lists.ts'
import { addEmoji } from './dialects/emoji.ts'
import { loosenEmphasis } from './dialects/loose-emphasis.ts'
import { addMark } from './dialects/mark.ts'
import { addOlderLists, addOneLineHeadings } from './dialects/older-blocks.ts'
import { addCloseHeadings, dropBackslashBreaks } from './dialects/python-markdown.ts'
import { addTypographer } from './dialects/typographer.ts'
import { addFootnotes } from './footnotes.ts'

// MDX writes comments as `{/* truncate */}`. A comment longer than a marker stays text.
const MDX_COMMENT = /\{\/\*([^*]{0,200})\*\/\}/y

const markdown = createMarkdown([])
/** A renderer for each set of features that a site has asked for. */
const renderers = new Map<string, ReturnType<typeof createMarkdown>>([['', markdown]])

function createMarkdown(features: readonly MarkdownFeature[]) {
  const has = new Set(features)
  const markdown = new MarkdownIt({ html: true, linkify: true, breaks: has.has('breaks') })
  if (has.has('no-indented-code')) markdown.disable('code')
  if (has.has('definition-lists')) addDefinitionLists(markdown)
  if (has.has('mark')) addMark(markdown)
  if (has.has('older')) {
    addOlderLists(markdown, has.has('lists-behind-blank'))
    addOneLineHeadings(markdown)
  }
  if (has.has('close-headings')) addCloseHeadings(markdown)
  if (has.has('no-backslash-breaks')) dropBackslashBreaks(markdown)
  if (has.has('no-strikethrough')) markdown.disable('strikethrough')
  if (has.has('emoji')) addEmoji(markdown, has.has('icons'))
  if (has.has('end-of-block')) addEndOfBlock(markdown)
  if (has.has('block-attributes')) addBlockAttributes(markdown)
  addTypographer(markdown, has)
  if (!has.has('no-footnotes')) addFootnotes(markdown)
  joinWideLines(markdown)
  // CommonMark's rule for emphasis expects blanks between words: without it, `**「強調」**です` is not bold.
  markdown.use(cjkFriendly)
  if (has.has('older')) loosenEmphasis(markdown)
  // Bare words such as `readme.md` are not links; GFM requires a scheme, `www.` or a mail address.
  markdown.linkify.set({ fuzzyLink: false })
  // An address that `cleanHtml` will not allow must not stay Markdown.
  markdown.validateLink = () => true
  markdown.core.ruler.after('inline', 'escapes-in-addresses', ({ tokens }) => {
    for (const { children } of tokens)
      for (const [index, token] of (children ?? []).entries()) {
        const text = children![index + 1]
        if (token.markup !== 'linkify' || token.type !== 'link_open' || !text?.content.includes('\\'))
          continue
        text.content = text.content.replace(/\\([!-/:-@[-`{-~])/g, '$1')
        token.attrSet('href', markdown.normalizeLink(text.content))
      }
  })
  markdown.inline.ruler.before('backticks', 'mdx-comment', (state, silent) => {
    MDX_COMMENT.lastIndex = state.pos
    const match = MDX_COMMENT.exec(state.src)
    if (!match) return false
    if (!silent) state.push('html_inline', '', 0).content = `<!--${match[1]!.replaceAll('-', ' ')}-->`
    state.pos += match[0].length
    return true
  })
  markdown.core.ruler.after('inline', 'task-list', (state) => {
    for (const [index, token] of state.tokens.entries()) {
      const text = token.children?.[0]
      const box = /^\[([ xX])\]\s/.exec(text?.content ?? '')
      if (text?.type !== 'text' || !box || state.tokens[index - 2]?.type !== 'list_item_open') continue
      // Feeds cannot carry form controls.
      text.content = `${box[1] === ' ' ? '☐' : '☑'} ${text.content.slice(4)}`
    }
  })
  return markdown
}

/**
 * Renders CommonMark, GFM, footnotes and the features of a generator as HTML. Raw HTML passes through: the result is unsafe until `cleanHtml` has
 * processed it.
 */
export function renderMarkdown(
  source: string,
  isMdx = false,
  features: readonly MarkdownFeature[] = [],
): string {
  // Components are indented, so MDX has no indented code.
  const all: readonly MarkdownFeature[] = isMdx ? [...features, 'no-indented-code'] : features
  const key = all.join(' ')
  const renderer = renderers.get(key) ?? createMarkdown(all)
  renderers.set(key, renderer)
  return renderer.render(source)
}

/** Renders one line of Markdown without a paragraph around it; as unsafe as the result of `renderMarkdown`. */
export function renderInline(source: string): string {
  return markdown.renderInline(source)
}

/** The plain text of one line of Markdown. */
export function inlineText(source: string): string {
  const [inline] = markdown.parseInline(source, {})
  const shown = (inline?.children ?? []).filter(({ type }) => type !== 'html_inline')
  return oneLine(shown.map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join(''))
}
