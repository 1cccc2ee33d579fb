/** The text of an article's file; the front matter's values are YAML as they are. */
export function article(frontMatter: Record<string, string>, body = 'Text.'): string {
  const lines = Object.entries(frontMatter).map(([key, value]) => `${key}: ${value}\n`)
  return `---\n${lines.join('')}---\n\n${body}\n`
}
