import type { Search } from './search.ts'

/** Something of a template language in a text: `{{< figure src="x.png" >}}`, `{% note %}`, `<Tabs>`, `:::tip`. */
export interface Tag {
  start: number
  /** Offset behind it; with its content where it is taken whole. */
  end: number
  /** `close` closes the last `open` of the same name; one that nothing closes stands alone. */
  kind: 'open' | 'close' | 'alone'
  /** In lower case; empty closes whatever is open. */
  name: string
  args: Args
  /** What stands between the tags where that is no Markdown but shown as it is. */
  verbatim?: string
  /** What takes its place, where that depends on nothing else. */
  text?: string
}

/** What stands in a tag behind its name. */
export interface Args {
  list: string[]
  /** By name in lower case. */
  named: ReadonlyMap<string, string>
  /** All of it as typed. */
  text: string
}

/** A template language: how its tags are read. */
export interface Family {
  /** Told apart in pairing: a tag of one family never closes one of another. */
  name: string
  /** The tag that starts at an offset outside code. */
  read(search: Search, at: number, isLineStart: boolean): Tag | undefined
}

/** What a tag becomes may depend on the article and on those it refers to. */
export interface TemplateContext {
  /** Absolute, ends in `/`. */
  siteUrl: string
  siteTitle: string
  permalink: string
  title?: string
  /** The permalink and title of the article that a reference means. */
  findArticle(reference: string): { permalink: string; title?: string } | undefined
  /** A reference to a file that belongs to the article. */
  findAsset(name: string): string
}

const WORD =
  /[\s,]*(?:([\w.:-]+)\s*[=]\s*)?("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`|[^\s,"'`][^\s,]*)/y

/** `"a" b, name="c" other=d`, in all the ways that template languages write it. */
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

/** The first of the named arguments that says something. */
export function argument(args: Args, ...names: string[]): string | undefined {
  return names.map((name) => args.named.get(name)?.trim()).find(Boolean)
}

/** Of a tag that has none. */
export const NO_ARGS: Args = { list: [], named: new Map(), text: '' }

/** A tag that a text takes the place of, whatever the article. */
export function textTag(start: number, end: number, text = ''): Tag {
  return { start, end, kind: 'alone', name: '', args: NO_ARGS, text }
}
