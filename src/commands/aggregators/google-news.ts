import { type Aggregator, inItems, inSettings, judgeHub } from './aggregator.ts'

const MEGABYTE = 1024 * 1024
const MAX_FEED_MEGABYTES = 2

/** Google News: feeds for the Publisher Center. */
export const GOOGLE_NEWS: Aggregator = {
  name: 'google-news',
  judge: (evidence) => [
    ...judgeHub(evidence, 'Google News'),
    ...(evidence.feedBytes > MAX_FEED_MEGABYTES * MEGABYTE
      ? [
          inSettings(
            'feedBytes',
            `Google News takes feeds of ${MAX_FEED_MEGABYTES} MB at most`,
            `Set \`feedBytes: ${MAX_FEED_MEGABYTES * MEGABYTE}\``,
          ),
        ]
      : []),
    ...inItems(
      evidence,
      ['title'],
      ({ contentHtml = '' }) => new TextEncoder().encode(contentHtml).length > MEGABYTE,
      'Google News takes articles of 1 MB at most',
      'Split the article, or link to its largest parts',
    ),
  ],
}
