/** A template language that runs over a whole text before Markdown is read. */
export interface TemplateLanguage {
  /** How a tag is escaped: between the tags `raw` and `endraw`, or by a slash and a star in it. */
  escapes: 'raw' | 'stars' | 'both'
  /** What is filled in within code: all values, or the tags `param`; nothing without it. */
  inCode?: 'values' | 'parameters'
}

/** Liquid and Nunjucks, which know nothing of Markdown. */
export const LIQUID: TemplateLanguage = { escapes: 'raw', inCode: 'values' }
