import { parseHtml } from '../../../content/text/html.ts'
import { writeBlocks } from './blocks.ts'

/**
 * Writes cleaned HTML as CommonMark and GFM: rendered again, it has the same text and the same links. Elements that Markdown has no form for
 * stay HTML, which Markdown allows; the sizes of pictures are left out.
 */
export function writeMarkdown(contentHtml: string): string {
  return writeBlocks(parseHtml(contentHtml)).join('\n\n')
}
