import { findFences } from '../../front-matter/fences.ts'
import { findText } from '../../front-matter/fields.ts'
import { parseFrontMatter } from '../../front-matter/parse.ts'
import { type KnownTable, type KnownValue, knownAt } from '../values/known-values.ts'
import { type FeedFormat, type FormerFeed, formatOf } from './former-feed.ts'

/** A template of the site with its front matter, or one that the configuration adds at an address. */
export interface Template {
  path: string
  text: string
  permalink?: string
}

/** The feeds that templates make: each is where its `permalink` says, which may name values of the site, and be one for each tag. */
export function feedsOfTemplates(templates: readonly Template[], values: KnownTable): FormerFeed[] {
  return templates.flatMap(({ path, text, permalink }): FormerFeed[] => {
    const typed = permalink ?? permalinkIn(path, text)
    const filled = typed === undefined ? undefined : fill(typed, values)?.replace(/^\/+/, '')
    if (filled === undefined || !/\.(?:xml|rss|atom|json)$/.test(filled)) return []
    const format = formatIn(text) ?? formatOf(filled)
    return [[filled, filled.includes('*') ? 'tags/*' : '', format]]
  })
}

/** The address that a template states; that of code is found as text. */
function permalinkIn(path: string, text: string): string | undefined {
  const { language, header } = findFences(text)
  if (/\.[cm]?js$/.test(path) || language === 'js' || language === 'javascript')
    return /["']?permalink["']?\s*:\s*["'`]([^"'`\n]{1,300})["'`]/.exec(header === '' ? text : header)?.[1]
  return findText(parseFrontMatter(text, path).fields, ['permalink'])?.value
}

/** The value of `{{ a.b }}`, or a wildcard for a tag; undefined where neither is known. */
function fill(typed: string, values: KnownTable): string | undefined {
  let isKnown = true
  const filled = typed.replace(/\{\{([^{}]*)\}\}/g, (_, inner: string) => {
    const [name = ''] = inner.split('|').map((part) => part.trim())
    const value = name.split('.').reduce<KnownValue | undefined>((table, key) => knownAt(table, key), values)
    if (typeof value === 'string') return value
    isKnown &&= /\btag\b/.test(name)
    return '*'
  })
  return isKnown && !filled.includes('{%') ? filled : undefined
}

function formatIn(text: string): FeedFormat | undefined {
  if (/<rss\b/.test(text)) return 'rss'
  if (/<feed\b/.test(text)) return 'atom'
  return text.includes('jsonfeed.org/version') ? 'json' : undefined
}
