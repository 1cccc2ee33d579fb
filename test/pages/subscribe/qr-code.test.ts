import { encode } from 'uqr'
import { expect, it } from 'vitest'
import { renderQrCode } from '../../../src/pages/subscribe/qr-code.ts'

/** The modules that a drawing shows. */
function readDrawing(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)![1])
  const modules = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  const drawn = /<path d="([^"]*)"/.exec(svg)![1]!
  for (const [, x, y, width, back] of drawn.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(back).toBe(width)
    for (let step = 0; step < Number(width); step++) modules[Number(y)]![Number(x) + step] = true
  }
  return modules
}

it.each(['https://example.org/feed.xml', `https://example.org/${'a'.repeat(400)}/feed.xml`])(
  'draws %s as it is encoded, with four white modules around it',
  (address) => {
    const drawn = readDrawing(String(renderQrCode(address, 'Code')))
    expect(drawn).toEqual(encode(address, { ecc: 'M', border: 4 }).data)
    expect([...drawn.slice(0, 4), ...drawn.slice(-4)].flat()).not.toContain(true)
  },
)

it('has a title, escaped, and no style', () => {
  const svg = String(renderQrCode('https://example.org/', '<Code> & "more"'))
  expect(svg).toContain('role="img"')
  expect(svg).toContain('<title>&lt;Code&gt; &amp; &quot;more&quot;</title>')
  expect(svg).not.toMatch(/style/)
})

it('is left out of a page whose address is too long for a camera', () => {
  expect(renderQrCode(`https://example.org/${'a'.repeat(3000)}`, 'Code')).toBe('')
})
