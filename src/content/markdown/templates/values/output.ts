/** A text that grows; reading its end takes the same time however long it is. */
export interface TemplateOutput {
  add(text: string): void
  /** The last 2000 characters, or more. */
  end(): string
  /** Takes away the last line as far as it has been written. */
  dropLine(): void
  text(): string
}

const END = 2000

/** Creates an empty output. */
export function createOutput(): TemplateOutput {
  const parts: string[] = []
  return {
    add(text) {
      if (text !== '') parts.push(text)
    },
    end() {
      let end = ''
      for (let index = parts.length - 1; index >= 0 && end.length < END; index--)
        end = parts[index]!.slice(-END) + end
      return end
    },
    dropLine() {
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
        const at = part.lastIndexOf('\n')
        if (at < 0) continue
        parts.push(part.slice(0, at + 1))
        return
      }
    },
    text: () => parts.join(''),
  }
}
