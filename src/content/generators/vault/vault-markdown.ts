/** What the notes of a vault can ask about the files around them. */
export interface VaultFiles {
  /** Whether a note that is or will be an article has this name or path. */
  isArticle(reference: string): boolean
  /** The address of a file by its name or path; undefined where it is not found. */
  findFile(name: string): string | undefined
}

/** Spans of code are looked for no further than this, so that the time is linear. */
const MAX_CODE = 2000

/** Takes out what stands between `%%` and `%%`, or the end, but not in code. Lines stay where they are. */
export function hideComments(source: string): string {
  if (!source.includes('%%')) return source
  const code = findCode(source)
  const isInCode = (at: number) => code.some(([start, end]) => at >= start && at < end)
  let shown = ''
  let from = 0
  for (let at = source.indexOf('%%'); at >= 0; at = source.indexOf('%%', from)) {
    if (isInCode(at)) {
      const end = code.find(([start, end]) => at >= start && at < end)![1]
      shown += source.slice(from, end)
      from = end
      continue
    }
    // What is not closed is hidden to the end. A mark in code does not close, so that no more is shown than in Obsidian.
    const close = source.indexOf('%%', at + 2)
    const end = close < 0 ? source.length : close + 2
    shown += source.slice(from, at) + source.slice(at, end).replace(/[^\n]+/g, '')
    from = end
  }
  return shown + source.slice(from)
}

/** Turns links, embeds and callouts of Obsidian into Markdown, but not in code; its comments are hidden before. */
export function toMarkdown(source: string, files: VaultFiles): string {
  const shown = hideComments(source)
  let markdown = ''
  let from = 0
  for (const [start, end] of [...findCode(shown), [shown.length, shown.length] as const]) {
    markdown += convert(shown.slice(from, start), files) + shown.slice(start, end)
    from = end
  }
  return markdown
}

/** A link or an embed on one line. */
const LINK = /(!?)\[\[([^[\]\n|#^]{0,300})([#^][^[\]\n|]{0,300})?(?:\|([^[\]\n]{0,300}))?\]\]/g
const CALLOUT = /^([ \t]{0,3}>[> \t]{0,20})\[!([\w-]{1,30})\]([+-]?)[ \t]*(.*)$/gm
const ALERTS = new Set(['note', 'tip', 'important', 'warning', 'caution'])
const BLOCK_ID = /[ \t]\^[\w-]{1,60}$/gm

function convert(text: string, files: VaultFiles): string {
  return text
    .replace(LINK, (_, mark: string, name: string, place = '', label: string | undefined = undefined) =>
      mark === '!' && isAttachment(name) ? embed(name, label, files) : link(name.trim(), place, label, files),
    )
    .replace(CALLOUT, (all, start: string, kind: string, fold: string, title: string) => {
      if (ALERTS.has(kind.toLowerCase()) && fold === '' && title === '') return all
      const name = title.trim() || kind.charAt(0).toUpperCase() + kind.slice(1)
      return `${start}**${name}**  `
    })
    .replace(BLOCK_ID, '')
}

/** A note without an article here is its text alone. */
function link(name: string, place: string, label: string | undefined, files: VaultFiles): string {
  const heading = place.replace(/^[#^]+/, '')
  const text = label?.trim() || [name, heading.startsWith('^') ? '' : heading].filter(Boolean).join(' > ')
  if (name === '') return text
  if (isAttachment(name)) {
    const file = files.findFile(name)
    return file === undefined ? text : `[${text}](<${file}>)`
  }
  return files.isArticle(`${name}.md`) ? `[${text}](<${name.replace(/\.md$/i, '')}.md>)` : text
}

/** `![[x.png|300]]` has a width, and `![[x.png|a bridge]]` a description. */
function embed(name: string, label: string | undefined, files: VaultFiles): string {
  const width = /^\d+(?:x\d+)?$/.test(label?.trim() ?? '')
  const alt = width || label === undefined ? '' : label.trim()
  // Where it is not found, the name leads to the warning of a missing file.
  return `![${alt}](<${files.findFile(name.trim()) ?? name.trim()}>)`
}

function isAttachment(name: string): boolean {
  return /\.(?!md\b)[a-z][a-z\d]{1,4}$/i.test(name.trim())
}

/** Where fenced code and code in a line are, in order. */
function findCode(text: string): [start: number, end: number][] {
  const found: [number, number][] = []
  const opening = /^[ \t>]{0,20}(`{3,}|~{3,})[^\n]*|`+/gm
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const [all, fence] = match
    const end =
      fence === undefined
        ? endOfSpan(text, opening.lastIndex, all.length)
        : endOfFence(text, opening.lastIndex, fence)
    if (end === undefined) continue
    found.push([match.index, end])
    opening.lastIndex = end
  }
  return found
}

function endOfSpan(text: string, from: number, length: number): number | undefined {
  const near = text.slice(from, from + MAX_CODE)
  const paragraph = near.search(/\n[ \t]*\n/)
  for (const { 0: ticks, index } of near.slice(0, paragraph < 0 ? undefined : paragraph).matchAll(/`+/g))
    if (ticks.length === length) return from + index + length
  return undefined
}

function endOfFence(text: string, from: number, fence: string): number {
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) {
    const end = text.indexOf('\n', at + 1)
    const line = text
      .slice(at + 1, end < 0 ? text.length : end)
      .replace(/^[ \t>]{0,20}/, '')
      .trimEnd()
    if (line.startsWith(fence) && line.replaceAll(fence[0]!, '') === '') return end < 0 ? text.length : end
  }
  return text.length
}
