import type { Article, Lookup } from '../../content/article/article.ts'
import type { Aside, Unpublished } from '../../content/article/aside.ts'
import type { Correction, Withdrawal } from '../../content/article/news.ts'
import type { Newswire } from '../../content/article/newswire.ts'
import type { Category } from '../../content/article/taxonomy.ts'
import type { Person } from '../../content/front-matter/people.ts'
import type { Enclosure, Image } from '../../content/media/media.ts'
import type { Chapters } from '../../content/podcast/chapters.ts'
import type { Credit } from '../../content/podcast/credits.ts'
import type { Episode } from '../../content/podcast/episode.ts'
import type { Payment } from '../../content/podcast/payment.ts'
import type { Transcript } from '../../content/podcast/transcripts.ts'
import { ERROR_CODES, type Problem, WARNING_CODES } from '../../content/problem.ts'
import type { CachedArticles, CachedFile } from '../folder/cached-articles.ts'
import {
  isBoolean,
  isCount,
  isInstant,
  isListOf,
  isNumber,
  isOneOf,
  isRecord,
  isText,
  isTuple,
  type Shape,
} from '../shape.ts'

const text = { optional: isText }
const count = { optional: isCount }
const number = { optional: isNumber }
const instant = { optional: isInstant }
const flag = { optional: isBoolean }

const isUrl: Shape = (value) => typeof value === 'string' && /^https?:\/\/[^\s/]/.test(value)
const url = { optional: isUrl }
const isLanguage: Shape = (value) =>
  typeof value === 'string' && /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i.test(value)

const isPerson = isRecord<Person>({
  name: isText,
  email: text,
  url,
  imageUrl: url,
  fediverse: text,
  me: { optional: isListOf(isUrl) },
})
const isCategory = isRecord<Category>({ term: isText, scheme: text, code: text })
const categories = { optional: isListOf(isCategory) }
const size = { width: number, height: number }
const isImage = isRecord<Image>({
  url: isUrl,
  length: count,
  alt: text,
  caption: text,
  credit: text,
  ...size,
})
const isEnclosure = isRecord<Enclosure>({
  url: isUrl,
  type: isText,
  length: count,
  durationSeconds: number,
  title: text,
  ...size,
})
const isNumbered = isRecord<NonNullable<Episode['season']>>({ value: isNumber, name: text })
const isEpisode = isRecord<Episode>({
  title: text,
  number: { optional: isNumbered },
  season: { optional: isNumbered },
  type: { optional: isOneOf('full', 'trailer', 'bonus') },
  explicit: flag,
  block: flag,
  durationSeconds: number,
  chapters: {
    optional: isRecord<Chapters>({
      url: isUrl,
      type: isText,
      list: {
        optional: isListOf(
          isRecord<NonNullable<Chapters['list']>[number]>({
            startSeconds: isNumber,
            endSeconds: number,
            title: text,
            imageUrl: url,
            url,
            isHidden: flag,
          }),
        ),
      },
      inFile: {
        optional: isListOf(
          isRecord<NonNullable<Chapters['inFile']>[number]>({ startSeconds: isNumber, title: text }),
        ),
      },
    }),
  },
  transcripts: isListOf(
    isRecord<Transcript>({
      url: isUrl,
      type: isText,
      language: { optional: isLanguage },
      isCaptions: flag,
    }),
  ),
  people: isListOf(isRecord<Credit>({ name: isText, role: text, group: text, imageUrl: url, url })),
  soundbites: isListOf(
    isRecord<Episode['soundbites'][number]>({
      startSeconds: isNumber,
      durationSeconds: isNumber,
      title: text,
    }),
  ),
  value: {
    optional: isRecord<Payment>({
      type: isText,
      method: isText,
      suggested: text,
      recipients: isListOf(
        isRecord<Payment['recipients'][number]>({
          name: text,
          type: isText,
          address: isText,
          split: isCount,
          customKey: text,
          customValue: text,
          fee: flag,
        }),
      ),
    }),
  },
})

const mentions = { optional: isListOf(isText) }
const isArticle = isRecord<Omit<Article, 'readBody' | 'readFields'>>({
  id: isText,
  uri: text,
  path: isText,
  hash: isText,
  section: isText,
  permalink: isUrl,
  aliases: isListOf(isText),
  title: text,
  published: isInstant,
  updated: isInstant,
  embargo: isInstant,
  expires: instant,
  hasOwnId: flag,
  isOutOfFeeds: flag,
  hidden: text,
  withdrawn: { optional: isRecord<Withdrawal>({ reason: text, date: isInstant }) },
  corrections: isListOf(isRecord<Correction>({ text: isText, date: isInstant })),
  authors: isListOf(isPerson),
  categories: isListOf(isCategory),
  summary: text,
  language: isLanguage,
  translationKey: isText,
  image: { optional: isImage },
  enclosures: isListOf(isEnclosure),
  episode: { optional: isEpisode },
  dateline: text,
  agency: text,
  newswire: {
    optional: isRecord<Newswire>({
      urgency: number,
      slugline: text,
      byline: text,
      editorsNote: text,
      version: number,
      genres: categories,
      places: categories,
      copyrightHolder: text,
      usageTerms: text,
    }),
  },
  copyright: text,
  licence: url,
  externalUrl: url,
  mentions,
  bodyLine: isCount,
  bodyLength: isCount,
  lookups: {
    optional: isListOf(
      isRecord<Lookup>({
        kind: isOneOf('file', 'size', 'article', 'corrections'),
        name: isText,
        found: isText,
      }),
    ),
  },
})

const isProblem = isRecord<Problem>({
  severity: isOneOf('error', 'warning'),
  code: isOneOf(...ERROR_CODES, ...WARNING_CODES),
  path: isText,
  line: count,
  message: isText,
  hint: isText,
})

/** Whether a value has the shape of `CachedArticles` in every field. */
export const isCachedArticles = isRecord<CachedArticles>({
  key: isText,
  media: isListOf(isTuple(isText, isText)),
  durations: { optional: isListOf(isTuple(isText, isText, isNumber)) },
  files: isListOf(
    isRecord<CachedFile>({
      path: isText,
      stamp: isText,
      contentHash: isText,
      article: { optional: isArticle },
      aside: { optional: isRecord<Aside>({ path: isText, why: isText }) },
      unpublished: { optional: isRecord<Unpublished>({ path: isText, mentions }) },
      problems: isListOf(isProblem),
      files: isListOf(isText),
      good: text,
    }),
  ),
})
