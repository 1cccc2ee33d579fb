import type { Switches } from './markdown-feature.ts'

/** Extensions for blocks between slashes have the names of others for indented blocks. */
const BLOCKS = /(?:^|\.)blocks\./

/** What Python-Markdown has and has not, and what its extensions add, by their names: `extra`, `markdown.extensions.smarty`, `pymdownx.details`. */
export function pythonMarkdownFeatures(extensions: readonly string[]): Switches {
  const lastOf = (name: string) => name.slice(name.lastIndexOf('.') + 1).replace(/[_-]/g, '')
  const names = extensions.filter((name) => !BLOCKS.test(name)).map(lastOf)
  const blocks = extensions.filter((name) => BLOCKS.test(name)).map(lastOf)
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
    blocks.includes('admonition') && 'block-admonitions',
    blocks.includes('details') && 'block-details',
    blocks.includes('tab') && 'block-tabs',
    blocks.some((name) => /^(?:html|definition|caption)$/.test(name)) && 'block-html',
    has('attrlist', 'extra') && 'attribute-lists',
    !has('footnotes', 'extra') && 'no-footnotes',
    'older',
    !has('sanelists') && 'lists-behind-blank',
    'close-headings',
    'no-backslash-breaks',
    !has('tilde', 'delins') && 'no-strikethrough',
  ]
}
