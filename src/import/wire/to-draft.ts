import { oneLine } from '../../content/text/characters.ts'
import { formatDateTime, formatDay, type Instant, parseDate } from '../../content/text/dates.ts'
import { slugify } from '../../content/text/urls.ts'
import { escapeParagraph, escapeStart } from '../escape-markdown.ts'
import { DIGEST_KEY, type Draft, type Source } from '../importer.ts'
import { toYamlText } from '../yaml-value.ts'
import { type Dispatch, UNCLEAR } from './dispatch.ts'
import { isShortLine } from './paragraphs.ts'
import { proposeTitle } from './propose-title.ts'

/** Makes an article of a dispatch: a draft, unless it is to be published and nothing in it forbids that. */
export function toDraft(dispatch: Dispatch, source: Source): Draft {
  const reasons = findReasons(dispatch)
  const isPublished = source.publish && reasons.length === 0
  const date = source.date ?? dispatch.date ?? formatDateTime(source.received)
  const title = chooseTitle(dispatch)
  return {
    name: nameDraft(date, source.received, dispatch.slugline ?? title.text),
    markdown: `---\n${writeHeader(dispatch, source, date, title, isPublished).join('\n')}\n---\n\n${writeBody(dispatch)}`,
    isPublished,
    warnings: reasons,
  }
}

/** Why a person has to look at a dispatch before it is published. */
function findReasons(dispatch: Dispatch): string[] {
  const { embargo, isNotice, isIncomplete, goesOn, paragraphs } = dispatch
  return [
    ...(embargo === UNCLEAR
      ? ['It is under an embargo that is not understood: write its time with its zone as `embargo`']
      : []),
    ...(isNotice ? ['It corrects or takes back what was sent before'] : []),
    ...(isIncomplete ? ['Its last page says that more follows'] : []),
    ...(goesOn ? ['Text follows the line that says it has ended'] : []),
    ...(paragraphs.length === 0 ? ['It has no text'] : []),
  ]
}

interface Title {
  text: string
  comment: string
}

function chooseTitle({ headline, paragraphs, notes, slugline }: Dispatch): Title {
  if (headline !== undefined) return { text: oneLine(headline), comment: 'the headline as sent' }
  const text = proposeTitle(paragraphs[0]?.join(' ') ?? notes[0] ?? slugline ?? '')
  return { text: text || 'Dispatch', comment: 'proposed from the first sentence' }
}

function writeHeader(
  dispatch: Dispatch,
  source: Source,
  date: string,
  title: Title,
  isPublished: boolean,
): string[] {
  const { dateline, slugline, urgency, byline, notes, embargo } = dispatch
  const line = (key: string, value: string | undefined) =>
    value === undefined ? [] : [`${key}: ${toYamlText(value)}`]
  return [
    `title: ${toYamlText(title.text)} # ${title.comment}`,
    `date: ${/^[\d:TZ+-]+$/.test(date) ? date : toYamlText(date)}`,
    ...line('dateline', dateline?.place),
    ...line('agency', dateline?.agency),
    ...(urgency ? [`urgency: ${urgency.value}`] : []),
    ...line('slugline', slugline),
    ...line('byline', byline),
    // A blank embargo is never public, whatever becomes of `draft`.
    ...(embargo === undefined ? [] : [embargo === UNCLEAR ? 'embargo:' : `embargo: ${embargo}`]),
    ...(isPublished ? [] : ['draft: true']),
    `${DIGEST_KEY}: "${source.digest}"`,
    ...line('ednote', notes.length === 0 ? undefined : notes.join(' ')),
    ...listSent(dispatch, source).map((sent) => `# as sent: ${oneLine(sent)}`),
  ]
}

/** What was understood and is not in the article as it was sent. */
function listSent(
  { dateline, date, urgency, embargoes, service, furniture, endMark }: Dispatch,
  source: Source,
): string[] {
  return [
    ...embargoes,
    ...service,
    ...(urgency ? [urgency.typed] : []),
    ...(dateline && needsRecord(dateline) ? [dateline.typed] : []),
    ...(date === undefined || source.date === undefined ? [] : [date]),
    ...furniture,
    ...(endMark === undefined || endMark === 'ENDS' ? [] : [endMark]),
  ]
}

/** Whether more stood in a dateline than the place, the agency and the sign that closes it. */
function needsRecord({ place = '', agency, typed }: NonNullable<Dispatch['dateline']>): boolean {
  const bare = (text: string) => text.replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069–—―_:-]/g, '')
  return bare(typed) !== bare(`${place}${agency === undefined ? '' : `(${agency})`}`)
}

function writeBody({ paragraphs, width, endMark }: Dispatch): string {
  const text = paragraphs.map((paragraph) =>
    escapeParagraph(paragraph, (index) => isShortLine(paragraph, index, width)),
  )
  const marked = endMark === undefined ? text : [...text, 'ENDS']
  return escapeStart(marked.map((paragraph) => `${paragraph}\n`).join('\n'))
}

/** Shorter than file names may be, in any script. */
const MAX_SLUG = 50

function nameDraft(date: string, received: Instant, text: string): string {
  const day = /^\d{4}-\d\d-\d\d/.exec(date)?.[0] ?? formatDay(parseDate(date, 'UTC') ?? received, 'UTC')
  const slug = [...slugify(text)].slice(0, MAX_SLUG).join('')
  const cut = slug.length < slugify(text).length ? slug.lastIndexOf('-') : -1
  const short = cut > MAX_SLUG / 2 ? slug.slice(0, cut) : slug.replace(/-$/, '')
  return `${day}-${short || 'dispatch'}`
}
