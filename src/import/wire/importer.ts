import type { Importer } from '../importer.ts'
import { cleanText } from './clean-text.ts'
import { readDispatch } from './dispatch.ts'
import { toDraft } from './to-draft.ts'

/** Formats that are text as well, and not wire copy. */
const OTHER_FILE = /\.(?:md|mdx|markdown|html?|xml|json|ya?ml|csv|css|[cm]?js|ts|py|eml|rtf)$/i
const OTHER_START = /^\s{0,100}(?:[<{]|---\r?\n|\+\+\+\r?\n|#!|%PDF|\{\\rtf)/

/** Wire copy: plain text, as agencies send it. */
export const wireImporter: Importer = {
  name: 'wire copy',
  recognises: (text, path) => !OTHER_FILE.test(path) && !OTHER_START.test(text) && text.trim() !== '',
  convert: (source) => toDraft(readDispatch(cleanText(source.text), source.received), source),
}
