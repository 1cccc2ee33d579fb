import type { Correction } from '../article/news.ts'
import { formatDay } from '../text/dates.ts'
import { type ChildNode, type Element, element, isTag, isText, Text, textOf } from '../text/html.ts'

/** The word before a correction, by language. */
const LABELS: Record<string, string> = {
  ar: 'تصويب',
  de: 'Korrektur',
  en: 'Correction',
  es: 'Corrección',
  fa: 'تصحیح',
  fr: 'Rectificatif',
  he: 'תיקון',
  it: 'Correzione',
  ps: 'سمون',
  ur: 'تصحیح',
}

/** Starts the first paragraph with dateline and agency, `LONDON (SW) – …`, unless the author typed them. */
export function addDateline(
  nodes: ChildNode[],
  dateline: string | undefined,
  agency: string | undefined,
): void {
  const paragraph = nodes.find(
    (node): node is Element => isTag(node) && node.name === 'p' && textOf(node.children) !== '',
  )
  if (!paragraph || (dateline === undefined && agency === undefined)) return
  const credit = agency === undefined ? undefined : `(${agency})`
  if (isTyped(textOf(paragraph.children), dateline, credit)) return
  paragraph.children.unshift(new Text(`${[dateline, credit].filter(Boolean).join(' ')} – `))
}

function isTyped(text: string, dateline: string | undefined, credit: string | undefined): boolean {
  if (credit !== undefined && text.startsWith(credit)) return true
  if (dateline === undefined || !text.toLowerCase().startsWith(dateline.toLowerCase())) return false
  return /^.{0,40}?\s(?:[–—-]|--)\s/u.test(text.slice(dateline.length))
}

const ENDS = /^[\s*_([–—-]*ENDS[\s*_)\]–—.-]*$/

/** Removes the `ENDS` line that closes agency copy, a paragraph or the last line of one. */
export function dropEnds(nodes: ChildNode[]): void {
  const last = nodes.findLastIndex((node) => isTag(node) && !isFootnotes(node))
  const paragraph = nodes[last]
  if (paragraph === undefined || !isTag(paragraph) || paragraph.name !== 'p') return
  if (ENDS.test(textOf(paragraph.children))) {
    nodes.splice(last, 1)
    return
  }
  const text = paragraph.children.at(-1)
  const line = text && isText(text) ? /\n[^\n]*$/.exec(text.data) : null
  if (text && isText(text) && line && ENDS.test(line[0])) text.data = text.data.slice(0, line.index)
}

function isFootnotes(node: Element): boolean {
  return node.name === 'section' || node.name === 'hr'
}

/** Inserts the corrections above the text, newest first: `Correction (2019-10-15): …`. */
export function addCorrections(
  nodes: ChildNode[],
  corrections: readonly Correction[],
  language: string,
  timezone: string,
): void {
  const label = LABELS[language.split('-')[0]!] ?? LABELS.en!
  const newestFirst = [...corrections].sort((a, b) => b.date - a.date)
  nodes.unshift(
    ...newestFirst.map(({ text, date }) =>
      element('p', {}, [
        element('strong', {}, [new Text(`${label} (${formatDay(date, timezone)}):`)]),
        new Text(` ${text}`),
      ]),
    ),
  )
}
