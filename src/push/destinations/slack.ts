import { type ChatWords, shorten } from './announcement.ts'

/** Text objects hold at most 3,000 characters. */
const MAX_TEXT = 3000
const MAX_TITLE = 600
const MAX_ADDRESS = 2000

/** The body for an incoming webhook of Slack: blocks, and a text for notifications. */
export function renderSlack({ label, title, summary, footer, url }: ChatWords): object {
  const head = shorten(title, MAX_TITLE, escapeMrkdwn)
  const address = escapeMrkdwn(url).replaceAll('|', '%7C')
  const linked = address.length > MAX_ADDRESS ? head : `<${address}|${head}>`
  const lead = `${label}${linked}`
  const rest = shorten(summary, MAX_TEXT - lead.length - 1, escapeMrkdwn)
  return {
    text: `${label}${head}`,
    blocks: [
      { type: 'section', text: toText(rest === '' ? lead : `${lead}\n${rest}`) },
      { type: 'context', elements: [toText(shorten(footer || url, MAX_TEXT, escapeMrkdwn))] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  }
}

/** `verbatim` keeps Slack from turning names of channels and people in plain text into mentions. */
function toText(text: string): object {
  return { type: 'mrkdwn', text, verbatim: true }
}

/** Slack's own escaping: these three and no others; without `<` there are no mentions and no links. */
function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
