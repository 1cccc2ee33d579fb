import type { Aggregator } from './aggregator.ts'
import { APPLE_NEWS } from './apple-news.ts'
import { APPLE_PODCASTS } from './apple-podcasts.ts'
import { FLIPBOARD } from './flipboard.ts'
import { GOOGLE_NEWS } from './google-news.ts'
import { MSN } from './msn.ts'

/** All aggregators whose rules are known, in the order of the help. */
export const AGGREGATORS: readonly Aggregator[] = [MSN, FLIPBOARD, APPLE_NEWS, GOOGLE_NEWS, APPLE_PODCASTS]
