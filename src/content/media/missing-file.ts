import type { Missing } from './references.ts'

/** What to tell the author of a reference to a file that is not there; `what` names what becomes of it, as in `so it is left out`. */
export function describeMissing(
  reference: string,
  { near }: Missing,
  what: string,
): { message: string; hint: string } {
  return {
    message: `There is no file "${reference}" beside this one, ${what}`,
    hint: near === undefined ? 'Put the file there, or correct the name' : `Write "${near}", which is there`,
  }
}
