import { findLine, isFields } from '../front-matter/fields.ts'
import type { Value } from '../front-matter/parse.ts'

/** How the pages of a site look; each value is safe in a stylesheet. */
export interface Theme {
  /** A CSS color for light and dark pages alike, or one for each. */
  accent?: string | { light: string; dark: string }
  /** The width of the text, a CSS length. */
  width?: string
  /** `serif`, `sans`, `mono`, or a list of font families as CSS writes it. */
  font?: string
  /** A stylesheet of the site's own, which comes after ours; in `_index.md` a path, in the site an absolute URL. */
  stylesheet?: string
}

/** Receives what is wrong at a place such as `theme.accent`. */
type ReportTheme = (place: string, message: string, hint: string) => void

const KEYS = ['accent', 'width', 'font', 'stylesheet']
const COLOR =
  /^(?:#(?:[\da-f]{3}|[\da-f]{6})|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)\((?:[-+]?[\d.]{1,8}(?:%|deg|turn|rad)?[ ,]{0,2}){3}\))$/i
/** CSS Color 4 section 6.1, without those that are hardly a color. */
const NAMES = new Set(
  (
    'aqua aquamarine blue blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue crimson cyan darkblue darkcyan darkgoldenrod darkgreen darkkhaki darkmagenta ' +
    'darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue ' +
    'firebrick forestgreen fuchsia gold goldenrod gray green greenyellow grey hotpink indianred indigo khaki lawngreen lightblue lightcoral lightgreen lightpink lightsalmon lightseagreen ' +
    'lightskyblue lightslategray lightslategrey lightsteelblue lime limegreen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue ' +
    'mediumspringgreen mediumturquoise mediumvioletred midnightblue navy olive olivedrab orange orangered orchid palegreen paleturquoise palevioletred peru pink plum powderblue purple ' +
    'rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen sienna silver skyblue slateblue slategray slategrey springgreen steelblue tan teal thistle tomato turquoise ' +
    'violet wheat yellow yellowgreen black white'
  ).split(' '),
)
const WIDTH = /^(?:\d{1,3}|\d{0,3}\.\d{1,3})(?:rem|ch|em)$/
const FAMILY = /^(?:[\p{L}_-][\p{L}\p{N}_ -]{0,60}|"[\p{L}\p{N}_. -]{1,60}"|'[\p{L}\p{N}_. -]{1,60}')$/u
/** Reads the value of `theme`. A value with a fault is reported and left out; the others stay. */
export function readTheme(value: Value | undefined, reportFault: ReportTheme): Theme | undefined {
  if (value === undefined) return undefined
  if (!isFields(value)) {
    reportFault('theme', '`theme` must be a map', 'Write such as `theme: { accent: "#0f766e" }`')
    return undefined
  }
  const report = (key: string, message: string, hint: string) =>
    reportFault(`theme.${key}`, `\`theme.${key}\` ${message}`, hint)
  for (const key of value.keys())
    if (!KEYS.includes(key)) report(key, 'is not a setting of the theme', `Known are ${KEYS.join(', ')}`)
  const accent = readAccent(value.get('accent'), report)
  const width = readText(value.get('width'), isWidth, () =>
    report('width', 'must be 20 to 90 `rem`, `em` or `ch`', 'Write such as `width: 36rem`'),
  )
  const font = readText(value.get('font'), isFont, () =>
    report(
      'font',
      'must be `serif`, `sans`, `mono` or a list of font families',
      'Write such as `font: "Source Serif 4", Georgia`',
    ),
  )
  const stylesheet = readText(value.get('stylesheet'), isStylesheet, () =>
    report(
      'stylesheet',
      'must be the path of a `.css` file in the articles folder',
      'Write such as `stylesheet: style.css`',
    ),
  )
  return {
    ...(accent !== undefined && { accent }),
    ...(width !== undefined && { width }),
    ...(font !== undefined && { font }),
    ...(stylesheet !== undefined && { stylesheet }),
  }
}

/** The theme of a site, whose faults `readSettingsFile` has reported, with the address of its stylesheet. */
export function readSiteTheme(
  value: Value | undefined,
  resolveFile: (reference: string, key: string) => string | undefined = () => undefined,
): Theme | undefined {
  const theme = readTheme(value, () => {})
  if (theme?.stylesheet === undefined) return theme
  return { ...theme, stylesheet: resolveFile(theme.stylesheet, 'theme.stylesheet') }
}

function readAccent(value: Value | undefined, report: ReportTheme): Theme['accent'] {
  if (value === undefined) return undefined
  const hint = 'Write such as `accent: "#0f766e"`, or `accent: { light: "#0f766e", dark: "#5eead4" }`'
  if (isFields(value)) {
    const light = findLine(value, ['light'])
    const dark = findLine(value, ['dark'])
    if (light !== undefined && dark !== undefined && isColor(light) && isColor(dark)) return { light, dark }
    report('accent', 'must have a CSS color for `light` and one for `dark`', hint)
    return undefined
  }
  return readText(value, isColor, () =>
    report('accent', 'must be a CSS color: hex, a name, or a function such as `oklch()`', hint),
  )
}

function readText(
  value: Value | undefined,
  isRight: (text: string) => boolean,
  reportWrong: () => void,
): string | undefined {
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value.trim() : ''
  if (isRight(text)) return text
  reportWrong()
  return undefined
}

function isColor(text: string): boolean {
  return COLOR.test(text) || NAMES.has(text.toLowerCase())
}

function isWidth(text: string): boolean {
  const length = Number.parseFloat(text)
  return WIDTH.test(text) && length >= 20 && length <= 90
}

function isFont(text: string): boolean {
  return text.length <= 300 && text.split(',').every((family) => FAMILY.test(family.trim()))
}

function isStylesheet(text: string): boolean {
  return /^[^?#:\\]{1,200}\.css$/i.test(text) && !text.split('/').includes('..')
}
