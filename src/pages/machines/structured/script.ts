import { html, raw } from 'hono/html'
import type { Html } from '../../site/html.ts'

/** A node of schema.org; what is undefined is left out. */
export type Node = { '@type': string } & Record<string, unknown>

/** Nodes as JSON-LD. No text in them can end the script: `<` is written as an escape. */
export function toScript(nodes: readonly Node[]): Html {
  const json = JSON.stringify({ '@context': 'https://schema.org', '@graph': nodes })
  return html`<script type="application/ld+json">${raw(json.replaceAll('<', '\\u003c'))}</script>\n`
}
