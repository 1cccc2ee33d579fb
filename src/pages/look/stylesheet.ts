import { CODE_STYLE } from './code-style.ts'
import { FRAME_STYLE } from './frame-style.ts'
import { LIST_STYLE } from './list-style.ts'
import { MEDIA_STYLE } from './media-style.ts'
import { TEXT_STYLE } from './text-style.ts'

/** The stylesheet of all pages: custom properties first, then the page from top to bottom. Logical properties alone, so that it fits both directions. */
export const STYLESHEET = [FRAME_STYLE, LIST_STYLE, TEXT_STYLE, CODE_STYLE, MEDIA_STYLE]
  .join('')
  .replaceAll('\n', '')
