import { firstOf } from '../feed/documents/document.ts'
import type { MakePages } from '../publication/catalogue.ts'
import type { Highlight } from './content/code.ts'
import { createIndexPages } from './indexes/index-pages.ts'
import { createIndexes } from './indexes/indexes.ts'
import { createMissingPage } from './indexes/missing-page.ts'
import { createStyleDocuments } from './look/style-documents.ts'
import { createMachineDocuments } from './machines/machine-documents.ts'
import { createArticlePages } from './site/article-pages.ts'
import { createListPages } from './site/list-pages.ts'
import { createNavigations } from './site/navigation.ts'
import { createSubscribePages } from './subscribe/subscribe-pages.ts'

/** The pages for people, as documents like all others. Where the site's own pages are elsewhere, there are only those to subscribe. */
export function createPages(highlight?: Highlight): MakePages {
  return (library, editions, bodies) => {
    const indexes = createIndexes(library, editions)
    const sources = {
      library,
      editions,
      bodies,
      navigations: createNavigations(library, editions, indexes.names),
      highlight,
    }
    const always = [createSubscribePages(sources), createStyleDocuments(sources)]
    return firstOf(
      library.site.pages
        ? [
            createArticlePages(sources),
            createListPages(sources),
            createIndexPages(sources, indexes),
            createMissingPage(sources),
            ...always,
            createMachineDocuments(sources),
          ]
        : always,
    )
  }
}
