import type { Missing, OtherType, References } from './references.ts'

/** What a name may lead to, or be a part of, has one of these. */
const MARKS = ['/', '.', ':', '?', '#', '{', '@', '~']
const ENDINGS = ['jpg', 'jpeg', 'png', 'webp', 'avif', 'gif', 'svg']

/** What is missing where a picture is named by a word without an ending, such as `cover`, which as an address would lead nowhere; undefined for anything else. */
export function findUnended(reference: string, references: References): Missing | undefined {
  const word = reference.trim()
  if (word === '' || MARKS.some((mark) => word.includes(mark))) return undefined
  const names = ENDINGS.map((ending) => `${word}.${ending}`)
  const near = names.find((name) => references.resolve(name)?.file !== undefined)
  return near === undefined ? {} : { near }
}

/** What to tell the author of a reference to a file that is not there; `what` names what becomes of it, as in `so it is left out`. */
export function describeMissing(
  reference: string,
  { near, isUnpublished }: Missing,
  what: string,
): { message: string; hint: string } {
  if (isUnpublished)
    return {
      message: `Files of the type of "${reference}" are not published, ${what}`,
      hint: 'Save it as another type, such as JPEG, PNG, MP3, MP4, PDF or ZIP, or correct the name',
    }
  return {
    message: `There is no file "${reference}" beside this one, ${what}`,
    hint: near === undefined ? 'Put the file there, or correct the name' : `Write "${near}", which is there`,
  }
}

/** The same of a reference that begins with an alias of a folder. */
export function describeUnknownAlias(reference: string, what: string): { message: string; hint: string } {
  return {
    message: `"${reference}" leads to no picture, sound or film in the folder of the site, ${what}`,
    hint: 'Put the file there, state the alias as plain text in `tsconfig.json` or the configuration, or write an address',
  }
}

/** Tells the same where a reference leads readers nowhere, such as a path on the author's disk. */
export function describeNoAddress(reference: string, what: string): { message: string; hint: string } {
  const start = reference.length > MAX_SHOWN ? `${reference.slice(0, MAX_SHOWN)}…` : reference
  return {
    message: `"${start}" leads readers nowhere, ${what}`,
    hint: 'Put the file beside this one and write its name, or write a whole address such as `https://example.org/`',
  }
}

/** How much of an address a message shows: one may hold the bytes of a picture. */
const MAX_SHOWN = 100

/** The same of a Markdown file that is there, and not published. */
export function describeLeftOut(reference: string, what: string): { message: string; hint: string } {
  return {
    message: `The file "${reference}" is there and not published, ${what}`,
    hint: 'Mend what is said of that file, or remove the link',
  }
}

/** What to tell the author of a file whose name says another type than its content. */
export function describeOtherType(
  name: string,
  { named, found }: OtherType,
): { message: string; hint: string } {
  return {
    message: `The name of "${name}" says ${named}, and its content is ${found}`,
    hint: 'Rename the file to end in what it is, or save it again as what its name says',
  }
}
