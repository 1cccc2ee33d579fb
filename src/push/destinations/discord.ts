import { type ChatWords, shorten } from './announcement.ts'

const MAX_TITLE = 256
/** Discord takes 4,096; all texts of a message may have 6,000 together. */
const MAX_DESCRIPTION = 4096
const MAX_FOOTER = 1000
const MAX_URL = 2048

/** The body for a webhook of Discord: one embed, which mentions nobody. */
export function renderDiscord({ label, title, summary, footer, url, image, updated }: ChatWords): object {
  return {
    embeds: [
      {
        title: `${label}${shorten(title, MAX_TITLE - label.length, escapeMarkdown)}`,
        ...(summary && { description: shorten(summary, MAX_DESCRIPTION, escapeMarkdown) }),
        ...(url.length <= MAX_URL && { url }),
        timestamp: new Date(updated).toISOString(),
        // Footers know no markup.
        ...(footer && { footer: { text: shorten(footer, MAX_FOOTER) } }),
        ...(image && image.length <= MAX_URL && { image: { url: image } }),
      },
    ],
    allowed_mentions: { parse: [] },
  }
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~`|<>[\]()#@:-]/g, '\\$&')
}
