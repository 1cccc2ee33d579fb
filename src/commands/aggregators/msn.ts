import { type Aggregator, hasPicture, inItems, inSettings, judgeHttps } from './aggregator.ts'

const MAX_TITLE = 150

/** MSN Partner Hub: Requirements for feeds. */
export const MSN: Aggregator = {
  name: 'msn',
  judge: (evidence) => [
    ...judgeHttps(evidence, 'MSN'),
    ...(/^https?:\/\/[^/]*@/.test(evidence.site.url)
      ? [inSettings('url', 'MSN refuses addresses with a name and a password', 'Take them out of `url`')]
      : []),
    ...inItems(
      evidence,
      ['title'],
      ({ title = '' }) => [...title].length > MAX_TITLE,
      `MSN refuses titles of more than ${MAX_TITLE} characters`,
      'Write a shorter `title`',
    ),
    ...inItems(
      evidence,
      ['title'],
      (item) => !hasPicture(item),
      'MSN publishes articles without a picture only by hand',
      'Give the article an `image`',
    ),
  ],
}
