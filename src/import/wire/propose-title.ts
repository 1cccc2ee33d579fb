import { oneLine } from '../../content/text/characters.ts'

/** More characters than a headline has. */
const MAX_TITLE = 120
const SENTENCE_END = /[.!?؟۔。！？।](?:\s?»|["'”’)]{0,2})(?=\s|$)|[。！？]/gu
const ABBREVIATION =
  /(?:^|[\s("“])(?:\p{L}|Mrs?|Ms|Dr|Prof|Rev|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Pres|St|Mt|No|Nos|Jr|Sr|Inc|Ltd|Co|Corp|vs|etc|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|(?:\p{L}\.){1,5}\p{L})\.$/u

/** A title out of the first sentence of a text, shortened between words. */
export function proposeTitle(text: string): string {
  const line = oneLine(text.slice(0, 2000))
  const sentence = dropFullStop(firstSentence(line))
  if ([...sentence].length <= MAX_TITLE) return sentence
  const start = [...sentence].slice(0, MAX_TITLE - 1).join('')
  const blank = start.lastIndexOf(' ')
  return `${(blank > MAX_TITLE / 2 ? start.slice(0, blank) : start).replace(/[,;:،؛–—-]$/, '')}…`
}

function firstSentence(line: string): string {
  for (const { index, 0: mark } of line.matchAll(SENTENCE_END)) {
    const end = index + mark.length
    const isName = mark === '.' && ABBREVIATION.test(line.slice(Math.max(0, index - 20), end))
    const next = line.slice(end).trimStart()
    if (!isName && !/^\p{Ll}/u.test(next)) return line.slice(0, end)
  }
  return line
}

function dropFullStop(sentence: string): string {
  return /[^.][.۔。।:;]$/.test(sentence) ? sentence.slice(0, -1) : sentence
}
