import { type Aggregator, inItems, inSettings, judgeFullText, judgeHttps } from './aggregator.ts'

const MIN_TITLE = 15
const MAX_TITLE = 60

/** Apple News: RSS feeds of publishers. */
export const APPLE_NEWS: Aggregator = {
  name: 'apple-news',
  judge(evidence) {
    const { language } = evidence.site.settings
    const hasRegion = new Intl.Locale(language).region !== undefined
    const lengthOf = (title = '') => [...title].length
    return [
      ...judgeHttps(evidence, 'Apple News'),
      ...judgeFullText(evidence, 'Apple News'),
      ...(hasRegion
        ? []
        : [
            inSettings(
              'language',
              `Apple News wants a language with a region, and "${language}" has none`,
              'Write it as `en-GB` or `en-US`',
            ),
          ]),
      ...inItems(
        evidence,
        ['title'],
        ({ title }) => lengthOf(title) < MIN_TITLE || lengthOf(title) > MAX_TITLE,
        `Apple News wants titles of ${MIN_TITLE} to ${MAX_TITLE} characters`,
        'Change the `title`',
      ),
      ...inItems(
        evidence,
        ['title'],
        ({ title = '' }) => /<\/?[a-z]/i.test(title),
        'Apple News wants titles without HTML',
        'Take the tags out of the `title`',
      ),
    ]
  },
}
