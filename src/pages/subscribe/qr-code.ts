import { html } from 'hono/html'
import { encode } from 'uqr'
import type { Html } from '../site/html.ts'

/** A longer address makes a code too fine for the camera of a phone. */
const MAX_LENGTH = 500

/** White modules on each side (ISO/IEC 18004 section 6.3.8). */
const QUIET_ZONE = 4

/** Draws codes as `renderQrCode` does, and keeps the last one: the states of a page are rendered one after the other at the edge. */
export function createQrCodes(): typeof renderQrCode {
  let last: { address: string; title: string; code: Html } | undefined
  return (address, title) => {
    if (last?.address !== address || last.title !== title)
      last = { address, title, code: renderQrCode(address, title) }
    return last.code
  }
}

/** Draws an address as a QR code, black on white whatever the colours of the page; empty for a very long address. */
export function renderQrCode(address: string, title: string): Html {
  if (address.length > MAX_LENGTH) return ''
  const { size, data } = encode(address, { ecc: 'M', border: QUIET_ZONE })
  return html`<svg role="img" viewBox="0 0 ${size} ${size}" width="180" height="180" shape-rendering="crispEdges"><title>${title}</title><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${data.map(drawRow).join('')}"/></svg>`
}

/** Each run of black modules in a row is one rectangle. */
function drawRow(row: readonly boolean[], y: number): string {
  const runs: string[] = []
  for (let start = row.indexOf(true); start >= 0; ) {
    const end = row.indexOf(false, start)
    runs.push(`M${start} ${y}h${end - start}v1h${start - end}z`)
    start = row.indexOf(true, end)
  }
  return runs.join('')
}
