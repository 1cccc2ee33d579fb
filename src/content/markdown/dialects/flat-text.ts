import type { Token } from 'markdown-it'

/** The tokens of one paragraph as a text in which marks stand as they were typed, nearly; `owners` has a token for each character that may be changed. */
export interface FlatText {
  text: string
  owners: (Token | undefined)[]
}

/** Flattens a paragraph's tokens; code, HTML, escaped characters and addresses that are links by themselves may not be changed. */
export function flatten(tokens: readonly Token[]): FlatText {
  let text = ''
  const owners: (Token | undefined)[] = []
  let inAutoLink = false
  const add = (part: string, owner?: Token) => {
    text += part
    for (let count = 0; count < part.length; count++) owners.push(owner)
  }
  for (const token of tokens) {
    const isAuto = token.info === 'auto'
    if (token.type === 'text') add(token.content, inAutoLink ? undefined : token)
    else if (token.type === 'link_open') add(isAuto ? '<' : '[')
    else if (token.type === 'link_close') add(isAuto ? '>' : '](x)')
    else if (token.type.endsWith('break')) add('\n')
    else if (token.type === 'code_inline') add('`x`')
    else if (token.type === 'image') add('![x](x)')
    else if (token.type === 'footnote_ref') add('[x]')
    else add(token.content || token.markup)
    if (isAuto) inAutoLink = token.type === 'link_open'
  }
  return { text, owners }
}

/** Puts other characters in the place of ranges of a flat text, which are in order; a range that may not be changed is left as it is. */
export function replaceIn({ text, owners }: FlatText, changes: readonly Change[]): void {
  const contents = new Map<Token, string>()
  const add = (owner: Token | undefined, part: string) => {
    if (owner) contents.set(owner, (contents.get(owner) ?? '') + part)
  }
  let at = 0
  const keepUntil = (end: number) => {
    for (; at < end; at++) add(owners[at], text[at]!)
  }
  for (const { start, end, to } of changes) {
    const owner = owners[start]
    if (start < at || owner === undefined || owners[end - 1] !== owner) continue
    keepUntil(start)
    add(owner, to)
    at = end
  }
  keepUntil(text.length)
  for (const [owner, content] of contents) owner.content = content
}

/** Characters that a typographic sign replaces. */
export interface Change {
  start: number
  end: number
  to: string
}
