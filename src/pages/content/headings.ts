/**
 * Creates the function that names the headings of a body in their order: below the page's own h1, and none skips a level on the way down. A heading stands
 * below the one before it as it did in the body.
 */
export function createHeadingLevels(): (name: string) => string {
  /** The levels, in the body, of the headings that the next one may stand below. */
  const open: number[] = []
  return (name) => {
    const level = Number(name[1])
    while (open.length > 0 && open.at(-1)! >= level) open.pop()
    open.push(level)
    return `h${Math.min(open.length + 1, 6)}`
  }
}
