/** A reader that a link opens with a feed. In `link`, `{encoded}` is the feed's address percent-encoded, `{address}` as it is, and `{rest}` without its scheme. */
export interface Reader {
  /** What people call it, in no language. */
  name: string
  link: string
}

/** A reader that people run on servers of their own. */
export interface HostedReader {
  /** In the form. */
  id: string
  name: string
  /** The path behind the host, with the same names as in a link. */
  path: string
}

/** Readers on the web, the ones that most people use first. */
export const WEB_READERS: readonly Reader[] = [
  { name: 'Feedly', link: 'https://feedly.com/i/subscription/feed/{encoded}' },
  { name: 'Inoreader', link: 'https://www.inoreader.com/?add_feed={encoded}' },
  { name: 'NewsBlur', link: 'https://www.newsblur.com/?url={encoded}' },
  { name: 'Feedbin', link: 'https://feedbin.com/?subscribe={encoded}' },
  { name: 'The Old Reader', link: 'https://theoldreader.com/feeds/subscribe?url={encoded}' },
  { name: 'BazQux', link: 'https://bazqux.com/add?url={encoded}' },
  { name: 'CommaFeed', link: 'https://www.commafeed.com/rest/feed/subscribe?url={encoded}' },
  { name: 'FeedLand', link: 'https://feedland.com/?feedurl={encoded}' },
]

/** Installed readers with an address of their own; all others take `feed:`. */
export const INSTALLED_READERS: readonly Reader[] = [
  { name: 'NetNewsWire, Reeder, Liferea, Vienna, Outlook', link: 'feed:{address}' },
  { name: 'Folo', link: 'follow://add?url={encoded}' },
  { name: 'Unread', link: 'unread://feeds?url={encoded}' },
]

/** A service that sends what is new by mail. */
export const BY_MAIL: readonly Reader[] = [
  { name: 'Blogtrottr', link: 'https://blogtrottr.com/?subscribe={encoded}' },
]

/** Apps for podcasts. */
export const PODCAST_APPS: readonly Reader[] = [
  { name: 'Apple Podcasts', link: 'podcast://{rest}' },
  { name: 'Pocket Casts', link: 'pktc://subscribe/{rest}' },
  { name: 'Overcast', link: 'overcast://x-callback-url/add?url={encoded}' },
  { name: 'AntennaPod', link: 'https://antennapod.org/deeplink/subscribe?url={encoded}' },
  { name: 'Podcast Addict', link: 'podcastaddict://{rest}' },
  { name: 'Castro', link: 'castro://subscribe/{rest}' },
]

/** The readers of the form. */
export const HOSTED_READERS: readonly HostedReader[] = [
  { id: 'miniflux', name: 'Miniflux', path: '/bookmarklet?uri={encoded}' },
  { id: 'freshrss', name: 'FreshRSS', path: '/i/?c=feed&a=add&url_rss={encoded}' },
  { id: 'tt-rss', name: 'Tiny Tiny RSS', path: '/public.php?op=bookmarklets--subscribe&feed_url={encoded}' },
  { id: 'nextcloud', name: 'Nextcloud News', path: '/?subscribe_to={encoded}' },
]

/** Puts the address of a feed into a link; `feedUrl` is absolute and percent-encoded. */
export function linkInto(link: string, feedUrl: string): string {
  return link.replace(/\{(encoded|address|rest)\}/, (_, form: string) => {
    if (form === 'encoded') return encodeURIComponent(feedUrl)
    return form === 'address' ? feedUrl : feedUrl.replace(/^https?:\/\//, '')
  })
}
