import type { Theme } from '../../content/site/theme.ts'

/** The fonts that a theme names with one word. */
const FONTS: Record<string, string> = { serif: 'var(--serif)', sans: 'var(--sans)', mono: 'var(--mono)' }

/** The custom properties that a theme sets, as the end of the stylesheet; empty without a theme. */
export function themeStyle(theme: Theme | undefined): string {
  if (!theme) return ''
  const { accent, width, font } = theme
  const properties = [
    ...(accent === undefined ? [] : [`--accent:${accentOf(accent)}`]),
    ...(width === undefined ? [] : [`--width:${width}`]),
    ...(font === undefined ? [] : [`--font:${FONTS[font] ?? `${font},var(--serif)`}`]),
  ]
  if (properties.length === 0) return ''
  return `@media not print{:root{${properties.join(';')}}}`
}

/**
 * A pair of colors as it is; a single one darker for light pages and lighter for dark ones, as far as it has to be for a contrast of 4.5 with the
 * background.
 */
function accentOf(accent: NonNullable<Theme['accent']>): string {
  if (typeof accent !== 'string') return `light-dark(${accent.light},${accent.dark})`
  return `light-dark(oklch(from ${accent} min(l,.49) min(c,.16) h),oklch(from ${accent} max(l,.72) min(c,.15) h))`
}
