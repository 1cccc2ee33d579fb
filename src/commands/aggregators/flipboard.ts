import { type Aggregator, hasPicture, inItems, inSettings, judgeFullText, judgeHub } from './aggregator.ts'

const MIN_ITEMS = 30
const MIN_WIDTH = 400

/** Flipboard: RSS specification for publishers. */
export const FLIPBOARD: Aggregator = {
  name: 'flipboard',
  judge(evidence) {
    const { feedLimit } = evidence.site.settings
    return [
      ...judgeFullText(evidence, 'Flipboard'),
      ...judgeHub(evidence, 'Flipboard'),
      ...(feedLimit < MIN_ITEMS
        ? [
            inSettings(
              'feedLimit',
              `Flipboard wants ${MIN_ITEMS} items or more, and the feed has ${feedLimit} at most`,
              `Set \`feedLimit: ${MIN_ITEMS}\``,
            ),
          ]
        : []),
      ...inItems(
        evidence,
        ['title'],
        (item) => !hasPicture(item),
        'Flipboard wants a picture in each article',
        'Give the article an `image`',
      ),
      ...inItems(
        evidence,
        ['image'],
        ({ image }) => (image?.width ?? MIN_WIDTH) < MIN_WIDTH,
        `Flipboard wants pictures of ${MIN_WIDTH} pixels or more`,
        'Use a larger picture',
      ),
    ]
  },
}
