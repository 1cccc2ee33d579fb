import { matchAt } from '../search.ts'
import { type Syntax, textTag } from '../tag.ts'

/** The name of tags that stay as they were typed, with a warning. */
export const UNFILLED = '{{ }}'

/** `{{ a.b }}` and `{{ a | b }}`, but no formula. */
const OUTPUT =
  /\{\{-?[ \t]{1,9}[\p{L}_$.][^{}\n]{0,200}\}\}|\{\{[\p{L}_$][\p{L}\p{N}_$]{0,50}\.[^{}\n]{1,200}\}\}/uy

/** Values that a generator would fill in, where none is recognised. */
export const unfilled: Syntax = {
  name: 'unfilled',
  read({ text }, at) {
    const [typed] = (text[at] === '{' && matchAt(OUTPUT, text, at)) || []
    return typed === undefined ? undefined : { ...textTag(at, at + typed.length, typed), name: UNFILLED }
  },
}
