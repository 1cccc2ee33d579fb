import { normalizeKey } from '../front-matter/normalize-key.ts'
import { oneLine } from '../text/characters.ts'

/** A category of a show, as podcast directories name it. */
export interface ShowCategory {
  name: string
  /** The subcategory. */
  within?: string
}

/** Apple Podcasts categories as of 2026, each with its subcategories. */
const APPLE = new Map(
  Object.entries({
    Arts: 'Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts',
    Business: 'Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit',
    Comedy: 'Comedy Interviews, Improv, Stand-Up',
    Education: 'Courses, How To, Language Learning, Self-Improvement',
    Fiction: 'Comedy Fiction, Drama, Science Fiction',
    Government: '',
    History: '',
    'Health & Fitness': 'Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality',
    'Kids & Family': 'Education for Kids, Parenting, Pets & Animals, Stories for Kids',
    Leisure: 'Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games',
    Music: 'Music Commentary, Music History, Music Interviews',
    News: 'Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News',
    'Religion & Spirituality': 'Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality',
    Science:
      'Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, ' +
      'Physics, Social Sciences',
    'Society & Culture': 'Documentary, Personal Journals, Philosophy, Places & Travel, Relationships',
    Sports:
      'Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, ' +
      'Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling',
    Technology: '',
    'True Crime': '',
    'TV & Film': 'After Shows, Film History, Film Interviews, Film Reviews, TV Reviews',
  }).map(([name, within]) => [name, within.split(', ').filter(Boolean)]),
)

/** Categories by the normalized text that an author may write: `technology`, `Society & Culture > Documentary`, `Documentary`. */
const KNOWN = new Map<string, ShowCategory>(
  [...APPLE].flatMap(([name, within]) => [
    ...within.flatMap((inner): [string, ShowCategory][] => [
      [normalizeKey(inner), { name, within: inner }],
      [normalizeKey(`${name}>${inner}`), { name, within: inner }],
    ]),
    [normalizeKey(name), { name }],
  ]),
)

/** Parses a category such as `A > B` into Apple's spelling, or as typed where Apple has no such category. */
export function parseShowCategory(text: string): ShowCategory | undefined {
  const [name = '', within = ''] = text.split('>').map(oneLine)
  const known = KNOWN.get(normalizeKey(within === '' ? name : `${name}>${within}`))
  if (known || name === '') return known
  return { name, ...(within !== '' && { within }) }
}

/** Whether Apple has the category; Apple refuses a show in any other. */
export function isAppleCategory({ name, within }: ShowCategory): boolean {
  const inner = APPLE.get(name)
  return inner !== undefined && (within === undefined || inner.includes(within))
}
