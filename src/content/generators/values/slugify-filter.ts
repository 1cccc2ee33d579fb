import { toLatin } from '../../text/transliterate.ts'

/** The letters for which the package @sindresorhus/slugify writes others than Unidecode. */
const LETTERS = new Map(
  'äae öoe üue ёyo йy щsch юyu яya єye βv ηi ήi ξks υy ύy ΰy ϋy φf χx'
    .split(' ')
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(1)]),
)

/** A slug as the filter `slugify` of template languages makes it: small Latin letters and digits, and hyphens for all others. */
export function slugifyFilter(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/(?<=[a-z\d])'(?=[ts](?:\s|$))/g, '')
  return [...words]
    .map((letter) => LETTERS.get(letter) ?? toLatin(letter))
    .join('')
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
}
