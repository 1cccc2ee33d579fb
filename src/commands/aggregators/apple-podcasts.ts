import { type Aggregator, inItems, inSettings, judgeHttps } from './aggregator.ts'

/** Apple, A Podcaster's Guide to RSS; what a show and its episodes lack is a warning (`podcast`) of every check. */
export const APPLE_PODCASTS: Aggregator = {
  name: 'apple-podcasts',
  judge: (evidence) => [
    ...(evidence.hasPodcast
      ? []
      : [
          inSettings(
            'podcast',
            'No section is a podcast',
            'Write `podcast:` with its keys into the _index.md of the section that is one',
          ),
        ]),
    ...judgeHttps(evidence, 'Apple Podcasts'),
    ...inItems(
      evidence,
      ['enclosure', 'enclosures'],
      ({ enclosures }) => enclosures.some(({ url }) => url.startsWith('http://')),
      'Apple Podcasts takes sounds by HTTPS alone',
      'Write the address of the sound with https://',
    ),
  ],
}
