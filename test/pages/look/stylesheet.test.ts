import { describe, expect, it } from 'vitest'
import { STYLESHEET } from '../../../src/pages/look/stylesheet.ts'
import { themeStyle } from '../../../src/pages/look/theme-style.ts'

/** WCAG 2 contrast of two hex colors. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** The light and the dark color of a custom property. */
function pairOf(name: string): [string, string] {
  const [, light, dark] = new RegExp(`--${name}:light-dark\\((#\\w+),(#\\w+)\\)`).exec(STYLESHEET)!
  return [light!, dark!]
}

describe('the stylesheet', () => {
  it('has less than 10 KB', () => {
    expect(new TextEncoder().encode(STYLESHEET).byteLength).toBeLessThan(10_000)
  })

  it('has logical properties alone, so that it fits both directions', () => {
    expect(STYLESHEET).not.toMatch(
      /(?:margin|padding|border)-(?:left|right|top|bottom)|[{;](?:left|right|top|bottom|width|height|min-width|max-width|float):|text-align:(?:left|right)/,
    )
  })

  it('asks nothing of another host', () => {
    expect(STYLESHEET).not.toMatch(/url\(|@import|@font-face/)
  })

  it.each(['text', 'quiet', 'accent'])('--%s is readable on the page and on a shade', (name) => {
    for (const ground of ['page', 'shade']) {
      const grounds = pairOf(ground)
      for (const [index, color] of pairOf(name).entries())
        expect(contrast(color, grounds[index]!)).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('the colors of code are readable on a shade', () => {
    const pairs = [...STYLESHEET.matchAll(/hljs-[^{}]*\{color:light-dark\((#\w+),(#\w+)\)/g)]
    expect(pairs).toHaveLength(6)
    const shades = pairOf('shade')
    for (const [, light, dark] of pairs) {
      expect(contrast(light!, shades[0])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(dark!, shades[1])).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('has balanced braces', () => {
    expect(STYLESHEET.split('{')).toHaveLength(STYLESHEET.split('}').length)
  })
})

describe('the style of a theme', () => {
  it('is empty without one', () => {
    expect(themeStyle(undefined)).toBe('')
    expect(themeStyle({ stylesheet: 'https://example.org/style.css' })).toBe('')
  })

  it('sets custom properties, and leaves ink on paper alone', () => {
    expect(themeStyle({ accent: { light: 'teal', dark: 'aqua' }, width: '36rem', font: 'sans' })).toBe(
      '@media not print{:root{--accent:light-dark(teal,aqua);--width:36rem;--font:var(--sans)}}',
    )
  })

  it('makes a single accent darker for light pages and lighter for dark ones', () => {
    expect(themeStyle({ accent: '#0f766e' })).toContain('oklch(from #0f766e min(l,')
    expect(themeStyle({ font: '"My Font", Georgia' })).toContain('--font:"My Font", Georgia,var(--serif)')
  })
})
