import type { FormerFeed } from './former-feed.ts'

/** Where WordPress, Ghost, Blogger and others have feeds. Whoever moves from them takes the addresses along, so these hold for every site. */
export const FEEDS_OF_SERVICES: readonly FormerFeed[] = [
  // WordPress and Ghost
  ...(
    [
      ['', ''],
      ['**/', '**'],
      ['tag/*/', 'tags/*'],
      ['category/**/*/', 'tags/*'],
      ['categories/*/', 'tags/*'],
      ['author/*/', 'authors/*'],
    ] as const
  ).flatMap(([from, to]): FormerFeed[] => [
    ...(from.includes('*/') && from !== '**/' ? [[from, to] as const] : []),
    [`${from}feed/rss2`, to, 'rss'],
    [`${from}feed/rss`, to, 'rss'],
    [`${from}feed/rdf`, to, 'rss'],
    [`${from}feed/atom`, to, 'atom'],
  ]),
  ['wp-rss2.php', '', 'rss'],
  ['wp-rss.php', '', 'rss'],
  ['wp-rdf.php', '', 'rss'],
  ['wp-feed.php', '', 'rss'],
  ['wp-atom.php', '', 'atom'],
  // Blogger
  ...['default', 'summary', 'full'].flatMap((kind): FormerFeed[] => [
    [`feeds/posts/${kind}`, '', 'atom'],
    [`feeds/posts/${kind}/-/*`, 'tags/*', 'atom'],
  ]),
  // The plugin of MkDocs
  ['feed_rss_created.xml', '', 'rss'],
  ['feed_rss_updated.xml', '', 'rss'],
  ['feed_json_created.json', '', 'json'],
  ['feed_json_updated.json', '', 'json'],
  // Nikola
  ['categories/cat_*.xml', 'tags/*', 'rss'],
  ['categories/*.xml', 'tags/*', 'rss'],
]
