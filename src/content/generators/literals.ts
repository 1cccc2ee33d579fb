// A string that nothing closes goes on to the end: were it no match, every quote in it would be looked at again.
const PYTHON = /(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$))|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|#.*/g
const JAVASCRIPT =
  /"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/g

/** Removes comments from code, so that disabled settings are ignored. */
export function withoutComments(path: string, code: string): string {
  const isPython = path.endsWith('.py')
  return code.replace(isPython ? PYTHON : JAVASCRIPT, (part) =>
    (isPython ? /^(?:#|"""|''')/ : /^\//).test(part) ? ' ' : part,
  )
}

/** The literal after `name:` or `name =` in code; undefined for anything that would have to be run. */
export function literalIn(code: string, name: string): string | undefined {
  const match = new RegExp(
    `(?:^|[\\s,{])["']?${name}["']?\\s*[:=]\\s*(?:[bru]{0,2}(?:"((?:\\\\.|[^"\\\\\\n]){1,2000})"|'((?:\\\\.|[^'\\\\\\n]){1,2000})'|\`((?:\\\\.|\\$(?!\\{)|[^\`$\\\\\\n]){1,2000})\`)|(true|false)\\b)`,
    'm',
  ).exec(code)
  return match?.slice(1, 4).find(Boolean)?.replace(ESCAPE, unescapeCode) ?? match?.[4]
}

/** A text in quotes, at most 2,000 characters long. */
const TEXT = /(?:"(?:\\.|[^"\\\n]){0,2000}"|'(?:\\.|[^'\\\n]){0,2000}'|`[^`$]{0,2000}`)/y

/** How many characters of a list are read. */
const MAX_LIST = 20_000

/** The texts of all lists after `name:` or `name =` in code; not `isWhole` where one of them holds more than texts, or is computed. */
export function listsIn(code: string, name: string): { texts: string[]; isWhole: boolean } {
  const lists = [...code.matchAll(new RegExp(`(?:^|[\\s,{(])["']?${name}["']?\\s*[:=]\\s*`, 'gm'))].map(
    ({ 0: start, index }) => readList(code.slice(index + start.length, index + start.length + MAX_LIST)),
  )
  return { texts: lists.flatMap(({ texts }) => texts), isWhole: lists.every(({ isWhole }) => isWhole) }
}

/** Reads a list, or one text, at the start of code. */
function readList(code: string): ReturnType<typeof listsIn> {
  const isList = /^[[(]/.test(code)
  const texts: string[] = []
  let isWhole = isList || /^(?:["'`]|(?:undefined|null|None|false|true)\b)/.test(code)
  for (let at = isList ? 1 : 0; at < code.length && !/[\])]/.test(code[at]!); ) {
    TEXT.lastIndex = at
    const [text] = TEXT.exec(code) ?? []
    if (text !== undefined) texts.push(text.slice(1, -1).replace(ESCAPE, unescapeCode))
    // What a list holds besides texts is computed.
    else if (isList && !/[\s,]/.test(code[at]!)) isWhole = false
    if (!isList) break
    at += text?.length ?? 1
  }
  return { texts, isWhole }
}

const ESCAPE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gi

function unescapeCode(_: string, byte?: string, unit?: string, other?: string): string {
  const code = byte ?? unit
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
  return other === 'n' || other === 't' ? ' ' : other!
}

/** Translates the template literal that a function returns, if it holds only values: `` `/${data.page.fileSlug}/` `` gives `/{{ page.fileSlug }}/`. */
export function patternIn(code: string, name: string): string | undefined {
  const [, template] = new RegExp(`\\b${name}\\s*[:(][^\`]{0,300}\`([^\`\\n]{1,200})\``).exec(code) ?? []
  const pattern = template?.replace(
    /\$\{\s*(this\.slug(?:ify)?\()?\s*([\w.]+(?:\s*\|\|\s*[\w.]+)?)\s*\)?\s*\}/g,
    (_, slug: string | undefined, values: string) =>
      `{{ ${values.replace(/\bdata\./g, '').replace(/\s*\|\|\s*/, ' or ')}${slug === undefined ? '' : ' | slugify'} }}`,
  )
  return pattern?.includes('${') ? undefined : pattern
}

/** The code from the brace at `start` to the one that closes it. */
export function objectAt(code: string, start: number): string {
  let depth = 0
  for (const { 0: brace, index } of code.slice(start).matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1
    if (depth === 0) return code.slice(start, start + index + 1)
  }
  return code.slice(start)
}
