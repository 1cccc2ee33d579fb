import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { editDistance } from '../text/edit-distance.ts'
import { mayHide, wouldHide } from './hidden.ts'

/** The keys of articles that are understood, in the spelling that a message suggests. */
const KNOWN = (
  'title linkTitle date publishDate pubDate pubDatetime datetime published_at publishedAt published published_on created created_at ' +
  'updated lastmod modified last_modified_at updatedDate modDatetime updated_at dateModified last_modified lastUpdated last_update ' +
  'expires expiryDate unpublishdate expires_at embargo embargo_until hold_until draft isDraft wip unlisted hidden hide private ' +
  'encrypted protected members_only paywall published publish public visible listed status visibility password ' +
  'eleventyExcludeFromCollections headless id guid uuid episode_guid disqus_identifier permalink url path slug aliases alias ' +
  'redirect_from authors author author_url byline tags categories category topics keywords series subjects taxonomies summary ' +
  'description excerpt spoiler deck subtitle lead intro custom_excerpt lang language locale translationKey translation_of image ' +
  'images heroImage coverImage cover ogImage socialImage thumbnail banner featured_image feature_image header_image ' +
  'primary_image image_alt image_caption image_credit photo_credit enclosure enclosures podcast_file podcast_title ' +
  'podcast_duration podcast_bytes podcast_chapters audio video duration episode season episode_type explicit itunes_block ' +
  'chapters transcript transcripts people hosts guests soundbites value dateline agency credit urgency slugline ednote version ' +
  'genre place copyright_holder usage_terms copyright rights licence license correction corrections withdrawn retracted ' +
  'external_url source_url link_url feed redirect_to'
).split(' ')

/** Keys that look like a typo of one that is known, and mean something to generators, themes or authors. */
const FOREIGN = new Set(
  (
    'data dates dated rate rated gate late layout type types typo tile tiles titles subtitles note notes links line lines toc math menu ' +
    'weight slides slide side size sides hero here desk deco into info imagealt covers images video videos audios ' +
    'places plate plates page pages tag tags cat cats state stats stage stages code color event events person persons ' +
    'genres feeds urls paths local locals locales langs languages layouts read heads header draft drafts ' +
    'public reads values hides hider vision revision versions series serie reason ' +
    'seasons episodes chapter guest host deck decks leads lede letter aliased dater dataline created_by createdby ' +
    'updatedby updateby modifiedby publishedby authored authorship authorid authoring coauthor coauthors publisher published_by key keyword topic ' +
    'subject excerpts exclude excluded include robots robot sitemap search comment comments share math mathjax katex ' +
    'list lists listing visited visit resources outputs output tables table tagline licenses licences ' +
    'plugin publication publications prev next pin pinned sticky top order index right ' +
    'translation translations privacy passport credits copyrights permalinks vimeo'
  ).split(' '),
)

/** Below it, a name of one letter more or less is another word. */
const MIN_LENGTH = 4
/** From this length on, two edits are a typo. */
const LONG = 12
/** The same of a key that hides, because to pass over it would publish what is not to be public. */
const LONG_HIDING = 7

/** No article has more keys than these; the rest of a hostile one is passed over. */
const MAX_KEYS = 200

/** The keys of articles, in the spelling that a message suggests. */
export const ARTICLE_KEYS: readonly string[] = KNOWN

const names = new Map(KNOWN.map((key) => [normalizeKey(key), key]))
const candidates = [...names.keys()].filter((key) => key.length >= MIN_LENGTH)

/** Whether a normalized key is one of an article. */
export function isKnownKey(name: string): boolean {
  return names.has(name)
}

/**
 * Warns of each key of the front matter that is not known and is nearly the name of one that is. Returns the first that would hide the article if it
 * were that one: it fails closed, and hides.
 */
export function reportUnknownKeys(fields: Fields, report: Report): string | undefined {
  let hiding: string | undefined
  for (const key of [...fields.keys()].slice(0, MAX_KEYS)) {
    const meant = findMeant(key)
    if (meant === undefined) continue
    const isHiding = wouldHide(meant, fields.get(key)!)
    if (isHiding) hiding ??= key
    report(
      'warning',
      'unknown-key',
      key,
      isHiding
        ? `\`${key}\` is nearly \`${meant}\`, so the article is not public`
        : `Nothing is known of \`${key}\`, so it has no effect`,
      `Write \`${meant}\` if that is what you mean`,
    )
  }
  return hiding
}

/** What each unknown key is nearly, because most of them stand in many articles; full at some size, so that no author can fill the memory. */
const remembered = new Map<string, string | undefined>()
const MAX_REMEMBERED = 1000

function findMeant(key: string): string | undefined {
  if (key.length < MIN_LENGTH || names.has(key) || FOREIGN.has(key)) return undefined
  if (remembered.has(key)) return remembered.get(key)
  const near = candidates.find((known) => {
    // `unpublish` is not a typo of `publish`.
    const long = mayHide(known) && key[0] === known[0] ? LONG_HIDING : LONG
    const most = Math.min(key.length, known.length) >= long ? 2 : 1
    return Math.abs(known.length - key.length) <= most && editDistance(key, known) <= most
  })
  const meant = near && names.get(near)
  if (remembered.size < MAX_REMEMBERED) remembered.set(key, meant)
  return meant
}
