import { type ChatWords, shorten } from './announcement.ts'

/** Telegram counts the characters that are shown; with the markup, fewer are. */
const MAX_TEXT = 4096
const MAX_TITLE = 600
const MAX_ADDRESS = 2000

/** The body for `sendMessage` of Telegram's bots. */
export function renderTelegram(chat: string, words: ChatWords): object {
  const { label, title, summary, footer, url, isWithdrawn } = words
  const address = escapeHtml(url)
  const head = shorten(title, MAX_TITLE, escapeHtml)
  const linked = address.length > MAX_ADDRESS ? head : `<a href="${address}">${head}</a>`
  const lead = `${label}<b>${linked}</b>`
  const last = footer === '' ? '' : `\n\n<i>${shorten(footer, 300, escapeHtml)}</i>`
  const rest = shorten(summary, MAX_TEXT - lead.length - last.length - 2, escapeHtml)
  return {
    chat_id: chat,
    text: `${lead}${rest === '' ? '' : `\n\n${rest}`}${last}`,
    parse_mode: 'HTML',
    link_preview_options: isWithdrawn ? { is_disabled: true } : { url },
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
