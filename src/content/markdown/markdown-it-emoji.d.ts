declare module 'markdown-it-emoji/lib/data/full.mjs' {
  /** Emoji by their names on GitHub. */
  const emoji: Readonly<Record<string, string>>
  export default emoji
}
