/** A feed that a page can point to. */
export interface Discoverable {
  /** As its folder is called; empty for the site. */
  section: string
  /** What its articles have in common, where they are not all of the section. */
  facet?: string
  title: string
  mediaType: string
  /** From the site's root. */
  path: string
}

/** What a `<link rel="alternate">` says. */
export interface AlternateLink {
  type: string
  title: string
  /** Absolute. */
  href: string
}

/** Autodiscovery: the feeds of the section that a page belongs to, and after them the site's. Readers offer the first one. */
export function alternateLinks(
  siteUrl: string,
  feeds: readonly Discoverable[],
  section = '',
): AlternateLink[] {
  const whole = feeds.filter(({ facet }) => facet === undefined)
  const own = whole.filter((feed) => feed.section === section)
  const ofSite = section === '' ? [] : whole.filter((feed) => feed.section === '')
  return [...own, ...ofSite].map(({ mediaType, title, path }) => ({
    type: mediaType,
    title,
    href: siteUrl + path,
  }))
}
