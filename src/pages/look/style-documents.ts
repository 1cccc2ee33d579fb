import type { Documents } from '../../feed/documents/document.ts'
import type { PageSources } from '../site/page-sources.ts'
import { SUBSCRIBE_STYLE } from '../subscribe/subscribe-style.ts'
import { STYLESHEET } from './stylesheet.ts'
import { STYLESHEET_PATH, SUBSCRIBE_STYLESHEET_PATH } from './stylesheet-path.ts'
import { themeStyle } from './theme-style.ts'

/** The stylesheet of all pages, and what the pages to subscribe need beside it. */
export function createStyleDocuments({ library, editions }: PageSources): Documents {
  const styles = new Map([
    [STYLESHEET_PATH, () => STYLESHEET + themeStyle(library.site.theme)],
    [SUBSCRIBE_STYLESHEET_PATH, () => SUBSCRIBE_STYLE],
  ])
  return {
    paths: () => [...styles.keys()],
    find(path, now) {
      const render = styles.get(path)
      if (!render) return undefined
      return {
        path,
        contentType: 'text/css; charset=utf-8',
        lastModified: Math.min(library.modified, now),
        fingerprint: JSON.stringify([editions.version, path]),
        render,
      }
    },
    changes: (path) => (styles.has(path) ? [] : undefined),
  }
}
