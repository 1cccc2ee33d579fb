import type { MarkdownIt } from 'markdown-it'

/** Lets stars open before and close behind anything but a blank, so that `**bold:**text` is bold, as in Markdown before CommonMark. */
export function loosenEmphasis(markdown: MarkdownIt): void {
  const { State } = markdown.inline
  markdown.inline.State = class extends State {
    override scanDelims(start: number, canSplitWord: boolean) {
      const found = super.scanDelims(start, canSplitWord)
      if (!canSplitWord) return found
      const [before, after] = [this.src[start - 1] ?? ' ', this.src[start + found.length] ?? ' ']
      return { ...found, can_open: !/\s/.test(after), can_close: !/\s/.test(before) }
    }
  }
}
