import { matchAt } from '../search.ts'
import { type Syntax, textTag } from '../tag.ts'

const NAME = /<([a-z][a-z\d-]{0,50})(?=\s)/y
const ATTRIBUTE =
  /\s+([@:#]?[A-Za-z_][\w:.[\]-]{0,100})(?:\s{0,9}=\s{0,9}("[^"]{0,2000}"|'[^']{0,2000}'|\{|[^\s"'=<>`{]{1,500}))?/y
const SPREAD = /\s*\{/y
const END = /\s*(\/?)>/y
const OF_FRAMEWORK = /^(?:[@:#]|v-)/
/** Characters in which the end of an element is looked for, and characters scanned in vain after which nothing is read. */
const MAX_ELEMENT = 3000
const MAX_WASTE = 100_000

/** HTML elements with attributes of React, `style={{ … }}`, or of Vue, `@click`, `:href` and `v-if`, which would make them text. */
export function createFrameworkElements(): Syntax {
  let waste = 0
  return {
    name: 'framework',
    read({ text }, at) {
      if (text[at] !== '<' || waste > MAX_WASTE) return undefined
      const [start, name] = matchAt(NAME, text, at) ?? []
      if (start === undefined) return undefined
      let html = `<${name}`
      let isForeign = false
      let behind = at + start.length
      while (behind - at < MAX_ELEMENT) {
        const end = matchAt(END, text, behind)
        if (end) return isForeign ? textTag(at, behind + end[0].length, `${html}${end[1]}>`) : undefined
        const spread = matchAt(SPREAD, text, behind)?.[0]
        const [typed = spread, key = '', value] = spread ? [] : (matchAt(ATTRIBUTE, text, behind) ?? [])
        if (typed === undefined) break
        behind += typed.length
        if (spread || value === '{') {
          behind = endOfBraces(text, behind)
          isForeign = true
        } else if (OF_FRAMEWORK.test(key)) isForeign = true
        else html += typed
      }
      waste += Math.min(behind, at + MAX_ELEMENT) - at
      return undefined
    },
  }
}

/** Offset behind the brace that closes the one before `start`, or one too far away. */
function endOfBraces(text: string, start: number): number {
  let depth = 1
  for (let at = start; at < start + MAX_ELEMENT; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at + 1
  }
  return start + MAX_ELEMENT
}
