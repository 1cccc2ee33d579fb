import { html, raw } from 'hono/html'
import type { Site } from '../../content/site/settings.ts'
import { formatDay } from '../../content/text/dates.ts'
import { serializeHtml, Text } from '../../content/text/html.ts'
import { isRightToLeft } from '../../content/text/language.ts'
import type { Item } from '../../feed/item.ts'
import { formatDate } from '../words/formats.ts'
import type { Html } from './html.ts'

/** A correction as `addCorrections` writes it at the beginning of a body: its label, its day and its text as HTML. */
const CORRECTION = /^\s*<p><strong>([^<]*) \((\d{4}-\d\d-\d\d)\):<\/strong> ([^<]*)<\/p>/

/** The corrections at the beginning of a body as a note of their own, and the text after them; feeds keep them where they are. */
export function splitCorrections(
  { corrections, contentHtml = '', language }: Item,
  { timezone }: Site,
): { corrections: Html; contentHtml: string } {
  const parts: Html[] = []
  // A body from right to left is in an element of its own.
  const wrapper = isRightToLeft(language) ? `<div dir="rtl" lang="${language}">` : ''
  const opening = contentHtml.startsWith(wrapper) ? wrapper : ''
  let rest = contentHtml.slice(opening.length)
  for (const { date } of [...corrections].sort((a, b) => b.date - a.date)) {
    const [whole, label, day, text] = CORRECTION.exec(rest) ?? []
    if (whole === undefined || day !== formatDay(date, timezone)) break
    // The text is HTML already.
    parts.push(
      html`<p><strong>${raw(label!)}</strong> <time datetime="${day}">${formatDate(date, language, timezone)}</time> ${raw(text!)}</p>\n`,
    )
    rest = rest.slice(whole.length)
  }
  if (parts.length === 0) return { corrections: '', contentHtml }
  return {
    corrections: html`<aside class="corrections">\n${parts}</aside>\n`,
    contentHtml: opening + rest.trimStart(),
  }
}

/** Marks the dateline with which the first paragraph begins, `LONDON (SW) –`, so that it can look like one. */
export function markDateline(contentHtml: string, { dateline, agency }: Item): string {
  const credit = agency === undefined ? undefined : `(${agency})`
  const text = serializeHtml([new Text([dateline, credit].filter(Boolean).join(' '))])
  const start = contentHtml.indexOf('<p>') + '<p>'.length
  if (text === '' || !contentHtml.startsWith(`${text} – `, start)) return contentHtml
  const end = start + text.length
  return `${contentHtml.slice(0, start)}<span class="dateline">${text}</span>${contentHtml.slice(end)}`
}
