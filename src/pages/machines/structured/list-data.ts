import type { Person } from '../../../content/front-matter/people.ts'
import type { Library } from '../../../content/library/library.ts'
import { toBreadcrumbs, toPerson, toPublisher } from './parts.ts'
import type { Node } from './script.ts'

/** A page that lists articles; `author` where it is the page of one. */
export interface ListPage {
  /** From the site's root; empty for the front page. */
  path: string
  title: string
  description?: string
  language: string
  author?: Person
}

/** What schema.org says of a list: the site itself on the front page, an author's page, or a collection (Google: ProfilePage, Breadcrumb). */
export function describeList(
  library: Library,
  { path, title, description, language, author }: ListPage,
): Node[] {
  const { site } = library
  const { url, settings } = site
  const website: Node = {
    '@type': 'WebSite',
    '@id': `${url}#website`,
    name: settings.title,
    url,
  }
  if (path === '')
    return [
      {
        ...website,
        description: settings.description,
        inLanguage: language,
        publisher: toPublisher(site),
        license: settings.licence,
      },
    ]
  return [
    {
      '@type': author ? 'ProfilePage' : 'CollectionPage',
      name: title,
      url: url + path,
      description,
      inLanguage: language,
      isPartOf: website,
      mainEntity: author && { ...toPerson(author, site, true), '@id': `${url}${path}#author` },
    },
    toBreadcrumbs(library, [{ name: title, path }]),
  ]
}
