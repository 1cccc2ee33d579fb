import type { Switches } from './markdown-feature.ts'

/** What Python-Markdown has and has not, and what its extensions add, by their names: `extra`, `markdown.extensions.smarty`, `pymdownx.details`. */
export function pythonMarkdownFeatures(extensions: readonly string[]): Switches {
  const names = extensions.map((name) => name.slice(name.lastIndexOf('.') + 1).replace(/[_-]/g, ''))
  const has = (...wanted: string[]) => names.some((name) => wanted.includes(name))
  return [
    has('deflist', 'extra') && 'definition-lists',
    has('smarty') && 'smartypants',
    has('nl2br') && 'breaks',
    has('mark') && 'mark',
    has('emoji') && 'emoji',
    has('emoji') && 'icons',
    has('admonition') && 'admonitions',
    has('details') && 'details',
    has('tabbed') && 'tabs',
    has('attrlist', 'extra') && 'attribute-lists',
    !has('footnotes', 'extra') && 'no-footnotes',
    'older',
    !has('sanelists') && 'lists-behind-blank',
    'close-headings',
    'no-backslash-breaks',
    !has('tilde', 'delins') && 'no-strikethrough',
  ]
}
