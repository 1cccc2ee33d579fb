import type { KnownValue } from '../../generators/values/known-values.ts'
import type { Search } from './search.ts'

/** A tag of a template language in a text: `{{< figure src="x.png" >}}`, `{% note %}`, `<Tabs>`, `:::tip`. */
export interface Tag {
  start: number
  /** Offset behind it, and behind its content if `verbatim` holds that. */
  end: number
  /** `close` closes the last `open` of the same name; an `open` that nothing closes stands alone. */
  kind: 'open' | 'close' | 'alone'
  /** Lower case; a `close` with an empty name closes the last `open`. */
  name: string
  args: Args
  /** Content that is shown as it is instead of being read as Markdown. */
  verbatim?: string
  /** The text that replaces the tag, if that needs neither content nor context. */
  text?: string
}

/** The arguments of a tag. */
export interface Args {
  list: string[]
  /** By lower-case name. */
  named: ReadonlyMap<string, string>
  /** All of it as typed. */
  text: string
}

/** The syntax of a template language. */
export interface Syntax {
  /** A closing tag only closes tags of the syntax with the same name. */
  name: string
  /** The tag that starts at an offset outside code. */
  read(search: Search, at: number, isLineStart: boolean): Tag | undefined
}

/** What tags can look up: the site, the article, and the articles and files that it refers to. */
export interface TemplateContext {
  /** Absolute, ends in `/`. */
  siteUrl: string
  siteTitle: string
  permalink: string
  title?: string
  /** The permalink and title of a referenced article; neither where it is not public. */
  findArticle(reference: string): { permalink?: string; title?: string } | undefined
  /** A value that stands as plain text in a file of the site or in the front matter: `site`, `page`. */
  findValue?(name: string): KnownValue | undefined
  /** The values that the text itself has given names. */
  variables?: Map<string, KnownValue>
  /** A reference to a file that belongs to the article. */
  findAsset(name: string): string
}

const WORD =
  /[\s,]*(?:([\w.:-]+)\s*[=]\s*)?("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`|[^\s,"'`][^\s,]*)/y

/** Parses arguments as all template languages write them: `"a" b, name="c" other=d`. */
export function parseArgs(text: string): Args {
  const list: string[] = []
  const named = new Map<string, string>()
  WORD.lastIndex = 0
  for (let match = WORD.exec(text); match; match = WORD.exec(text)) {
    const [, name, value = ''] = match
    if (name === undefined) list.push(unquote(value))
    else named.set(name.toLowerCase(), unquote(value))
  }
  return { list, named, text: text.trim() }
}

function unquote(value: string): string {
  if (!/^(["'`])[\s\S]*\1$/.test(value) || value.length < 2) return value
  const inner = value.slice(1, -1)
  return value[0] === '`' ? inner : inner.replace(/\\(["'\\])/g, '$1')
}

/** The first of the named arguments that is not blank. */
export function argument(args: Args, ...names: string[]): string | undefined {
  return names.map((name) => args.named.get(name)?.trim()).find(Boolean)
}

/** The arguments of a tag that has none. */
export const NO_ARGS: Args = { list: [], named: new Map(), text: '' }

/** A tag that a fixed text replaces, by default an empty one. */
export function textTag(start: number, end: number, text = ''): Tag {
  return { start, end, kind: 'alone', name: '', args: NO_ARGS, text }
}
