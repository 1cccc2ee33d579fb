import type { Person } from '../../../content/front-matter/people.ts'
import type { Library } from '../../../content/library/library.ts'
import type { Image } from '../../../content/media/media.ts'
import type { Site } from '../../../content/site/settings.ts'
import { facetSlug, folderOf } from '../../../feed/scope.ts'
import type { Node } from './script.ts'

/** The publisher is the site; its logo is the icon, or else the picture. */
export function toPublisher({ url, settings }: Site): Node {
  const logo = settings.icon ?? settings.image
  return {
    '@type': 'Organization',
    '@id': `${url}#publisher`,
    name: settings.title,
    url,
    logo: logo === undefined ? undefined : { '@type': 'ImageObject', url: logo },
  }
}

/** An author, with the page that lists the articles unless the author has another one. */
export function toPerson({ name, url, imageUrl, me }: Person, site: Site, hasPage: boolean): Node {
  return {
    // A byline that is the name of the site is not a person.
    '@type': name === site.settings.title ? 'Organization' : 'Person',
    name,
    url: url ?? (hasPage ? authorUrl(name, site) : undefined),
    image: imageUrl,
    sameAs: me,
  }
}

/** The page that lists the articles of an author. */
export function authorUrl(name: string, { url }: Site): string {
  return url + folderOf({ section: '', facet: { kind: 'author', slug: facetSlug(name) } })
}

export function toImage({ url, width, height, alt, caption, credit }: Image): Node {
  return {
    '@type': 'ImageObject',
    url,
    width: width || undefined,
    height: height || undefined,
    caption: caption ?? alt,
    creditText: credit,
  }
}

/** The way from the front page to a page; each step is a name and a path. The last is the page itself. */
export function toBreadcrumbs(
  { site }: Pick<Library, 'site'>,
  steps: readonly { name: string; path: string }[],
): Node {
  const all = [{ name: site.settings.title, path: '' }, ...steps]
  return {
    '@type': 'BreadcrumbList',
    itemListElement: all.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: site.url + path,
    })),
  }
}

/** Seconds as a duration of ISO 8601. */
export function toDuration(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const text = parts.map((part, index) => (part === 0 ? '' : `${part}${'HMS'[index]}`)).join('')
  return `PT${text || '0S'}`
}
