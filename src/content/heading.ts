import { inlineText } from './markdown.ts'

/** The first level-one heading of a Markdown text: its plain text, the text without it, and whether it came first. */
export interface Heading {
  text: string
  rest: string
  isFirst: boolean
}

/** Finds an ATX (`# Title`) or setext (underlined by `=`) heading outside fenced code; undefined where there is none. */
export function takeHeading(body: string): Heading | undefined {
  if (!/^ {0,3}(?:#[ \t]|=+[ \t]*$)/m.test(body)) return undefined
  const lines = body.split('\n')
  let fence = ''
  for (const [index, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== '') {
      if (mark?.startsWith(fence)) fence = ''
      continue
    }
    if (mark) {
      fence = mark
      continue
    }
    const atx = /^ {0,3}#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line)
    const setext =
      !atx &&
      /^ {0,3}\S/.test(line) &&
      /^ {0,3}=+[ \t]*$/.test(lines[index + 1] ?? '') &&
      (lines[index - 1] ?? '').trim() === ''
    if (!atx && !setext) continue
    const source = atx ? atx[1]! : line
    const rest = [...lines.slice(0, index), ...lines.slice(index + (atx ? 1 : 2))].join('\n')
    return {
      text: inlineText(source.replace(/\s*\{#[^}]*\}\s*$/, '')),
      rest,
      isFirst: lines.slice(0, index).every((before) => before.trim() === ''),
    }
  }
  return undefined
}
