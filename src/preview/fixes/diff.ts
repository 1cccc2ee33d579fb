/** How many lines that stay are shown around a change. */
const CONTEXT = 3

/** The lines of a unified diff of one file, as `git apply` reads it; `before` is absent for a file that is new. */
export function renderDiff(path: string, before: string | undefined, after: string): string[] {
  const [old, next] = [linesOf(before ?? ''), linesOf(after)]
  const shorter = Math.min(old.length, next.length)
  let start = 0
  while (start < shorter && old[start] === next[start]) start++
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === next.at(-1 - end)) end++
  const from = Math.max(0, start - CONTEXT)
  const rest = Math.min(end, CONTEXT)
  const changed = changesOf(old.slice(start, old.length - end), next.slice(start, next.length - end))
  return [
    before === undefined ? '--- /dev/null' : `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${rangeOf(from, old.length - end + rest)} +${rangeOf(from, next.length - end + rest)} @@`,
    ...old.slice(from, start).map((line) => ` ${line}`),
    ...changed,
    ...old.slice(old.length - end, old.length - end + rest).map((line) => ` ${line}`),
  ].map((line) => line.replace(/\n$/, ''))
}

/** Each line with its end; the last one says so where it has none. */
function linesOf(text: string): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const last = lines.at(-1)
  if (last !== undefined && !last.endsWith('\n'))
    lines[lines.length - 1] = `${last}\n\\ No newline at end of file`
  return lines
}

function rangeOf(from: number, to: number): string {
  return `${to > from ? from + 1 : from},${to - from}`
}

/** Lines that go and that come, around those that stay between them: edits only add lines and replace single ones. */
function changesOf(old: readonly string[], next: readonly string[]): string[] {
  const changes: string[] = []
  let at = 0
  for (const line of next) {
    const found = old.indexOf(line, at)
    if (found < 0) changes.push(`+${line}`)
    else {
      changes.push(...old.slice(at, found).map((gone) => `-${gone}`), ` ${line}`)
      at = found + 1
    }
  }
  return [...changes, ...old.slice(at).map((gone) => `-${gone}`)]
}
