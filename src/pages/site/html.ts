import type { html } from 'hono/html'

/** HTML that is escaped where it has to be. */
export type Html = ReturnType<typeof html> | ''

/** The text of a page whose parts are all in memory; `html` returns a promise only for parts that are promises. */
export function toPageText(page: Html): string {
  if (page instanceof Promise) throw new TypeError('A part of the page is a promise')
  return String(page)
}
