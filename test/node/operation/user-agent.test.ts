import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isReader, readStatement } from '../../../src/node/operation/user-agent.ts'

/** User agents that aggregators send or sent. */
const STATEMENTS: [userAgent: string, aggregator: string, subscribers: number][] = [
  [
    'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 462 subscribers; like FeedFetcher-Google)',
    'feedly',
    462,
  ],
  ['Feedly/1.0 (poller; 131 subscribers;)', 'feedly', 131],
  ['Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 3 subscribers; )', 'inoreader', 3],
  ['Mozilla/5.0 (compatible; inoreader.com; 114 subscribers)', 'inoreader', 114],
  [
    'NewsBlur Feed Fetcher - 27 subscribers - https://www.newsblur.com/site/7704055/a-site (Mozilla/5.0 (Macintosh))',
    'newsblur 7704055',
    27,
  ],
  ['NewsBlur Feed Fetcher - 1 subscriber - http://www.newsblur.com (Mozilla/5.0)', 'newsblur', 1],
  ['Feedbin feed-id:1697787 - 102 subscribers', 'feedbin 1697787', 102],
  [
    'Mozilla/5.0 (compatible; theoldreader.com; 1 subscribers; feed-id=cead6c3a837650eeefd8fe4a)',
    'theoldreader cead6c3a837650eeefd8fe4a',
    1,
  ],
  ['Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 8 subscribers)', 'bazqux', 8],
  [
    'Overcast/1.0 Podcast Sync (123 subscribers; feed-id=456789; +http://overcast.fm/)',
    'overcast 456789',
    123,
  ],
  [
    'Dreamwidth Studios (webmaster@dreamwidth.org; for https://www.dreamwidth.org/users/x_feed/; 2 readers)',
    'dreamwidth studios https://www.dreamwidth.org/users/x_feed/',
    2,
  ],
  ['PlainFeeder v0.0.1 (+http://plainfeeder.com/about ; Subscriber Count: 12)', 'plainfeeder', 12],
  ['NewsGatorOnline/2.0 (http://www.newsgator.com; 20 subscribers)', 'newsgatoronline', 20],
  ['ThePort_Web/1.0; subscribers 1', 'theport_web', 1],
  [
    'Feedfetcher-Google; (+http://www.google.com/feedfetcher.html; 4 subscribers; feed-id=9048)',
    'feedfetcher 9048',
    4,
  ],
  ['Some/1.0 (0 subscribers)', 'some', 0],
]

const SINGLE_READERS = [
  '',
  'FreshRSS/1.24.3 (Linux; https://freshrss.org)',
  'Mozilla/5.0 (compatible; Miniflux/2.2.3; +https://miniflux.app)',
  'Tiny Tiny RSS/23.04 (https://tt-rss.org/)',
  'NetNewsWire/6.1 (RSS Reader; https://netnewswire.com/)',
  'RSS 2 Reader',
  'QuiteRSS reader 0.19',
  'Subscriber 2.0',
  'Reader for 1.3 subscribers',
  'curl/8.5.0',
]

describe('what a user agent states', () => {
  it.each(STATEMENTS)('%s', (userAgent, aggregator, subscribers) => {
    expect(readStatement(userAgent)).toEqual({ aggregator, subscribers })
  })

  it.each(SINGLE_READERS)('"%s" speaks for a single reader', (userAgent) => {
    expect(readStatement(userAgent)).toBeUndefined()
    expect(isReader(userAgent)).toBe(true)
  })

  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; AhrefsBot/7.0)',
    'Baiduspider/2.0',
    'UptimeRobot/2.0; monitor',
    'kube-probe/1.30',
  ])('%s is not a reader', (userAgent) => {
    expect(isReader(userAgent)).toBe(false)
  })

  it('another version is the same aggregator', () => {
    const [one, two] = ['BazQux/2.4 (3 subscribers)', 'BazQux/3.0 (4 subscribers)'].map(readStatement)
    expect(one?.aggregator).toBe(two?.aggregator)
  })

  it('a number of subscribers has a limit', () => {
    expect(readStatement('Boast/1 (999999999 subscribers)')?.subscribers).toBe(10_000_000)
    expect(readStatement('Boast/1 (9999999999999999999 subscribers)')).toBeUndefined()
  })

  it('any text gives at most a short printable name', () => {
    const parts = fc.constantFrom(
      '9',
      '99 ',
      ' subscribers',
      'feed-id=',
      'for http://',
      ';',
      '_',
      ' readers',
      'Mozilla/5.0 (',
      'Bot',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(parts, { maxLength: 3000 }).map((texts) => texts.join('')),
    )
    fc.assert(
      fc.property(text, (userAgent) => {
        const statement = readStatement(userAgent)
        if (statement) expect(statement.aggregator).toMatch(/^[ -~]{1,250}$/)
      }),
    )
  })
})
