import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Formats for the groups of an expression, which together are the whole line; an empty one leaves its group as it is. */
type Rule = readonly [form: RegExp, ...formats: readonly (Format | '')[]]

/** The lines that have colours, by their form; the first that fits counts. */
const RULES: readonly Rule[] = [
  // A problem: file and line, what it is, and the message.
  [/^([^:]+(?::\d+)?)(: )(error [\w-]+)(: .*)$/s, 'cyan', '', ['bold', 'red'], ''],
  [/^([^:]+(?::\d+)?)(: )(warning [\w-]+)(: .*)$/s, 'cyan', '', 'yellow', ''],
  // How many there are.
  [/^((?:\d+ articles?, )?)([1-9]\d* errors?)(.*)$/, 'bold', ['bold', 'red'], ''],
  [/^((?:\d+ articles?, )?0 errors(?:, | and ))([1-9]\d* warnings?)(.*)$/, 'bold', 'yellow', ''],
  [/^(\d+ articles?, 0 errors, 0 warnings)$/, 'bold'],
  [/^( {2})(left out with errors \d+)(: .*)$/, '', 'red', ''],
  // What has become of a file.
  [/^(\S[^:]*\.\w{2,8})(: .*)$/, 'cyan', ''],
  [/^(Wireroom serves .*|\d+ Markdown files?:)$/, 'bold'],
  [/^( {2}[A-Z][^:]{0,20})(https?:\/\/[^ ]+)((?: .*)?)$/, '', 'cyan', ''],
  // A request, which is not what a person waits for.
  [/^(\d[\d-]+T[\d:.]+Z [A-Z]+ \S+ )(5\d\d)( .*)$/, 'dim', 'red', 'dim'],
  [/^(\d[\d-]+T[\d:.]+Z [A-Z]+ \S+ )(4\d\d)( .*)$/, 'dim', 'yellow', 'dim'],
  [/^(\d[\d-]+T[\d:.]+Z [A-Z]+ \S+ \d.*)$/, 'dim'],
]

/** The rows that `show` prints: the name in bold, and what is worth a look. */
const ROWS: readonly Rule[] = [
  [/^( {2})(file|address)( {2,})([^ ].*)$/, '', 'bold', '', 'cyan'],
  [/^( {2})(unknown)( {2,})([^ ].*)$/, '', 'bold', '', 'yellow'],
  [/^( {2})(state)( {2,})(not published.*)$/, '', 'bold', '', 'red'],
  [/^( {2})([a-z]+)( {2,}[^ ].*)$/, '', 'bold', ''],
]

/** A line of the log or of `check` with the colours of a terminal; without them it is the same, byte for byte. */
export function paintLine(line: string): string {
  return paint(line, RULES)
}

/** The rows of a list of names and values with the colours of a terminal. */
export function paintRows(text: string): string {
  return text
    .split('\n')
    .map((line) => paint(line, ROWS))
    .join('\n')
}

/** A log whose lines have colours where they are shown. */
export function withPaint(log: (line: string) => void, hasColors = false): (line: string) => void {
  return hasColors ? (line) => log(paintLine(line)) : log
}

function paint(line: string, rules: readonly Rule[]): string {
  for (const [form, ...formats] of rules) {
    const groups = form.exec(line)
    if (groups)
      return formats
        .map((format, index) => {
          const part = groups[index + 1]!
          return format === '' || part === '' ? part : styleText(format, part, { validateStream: false })
        })
        .join('')
  }
  return line
}
