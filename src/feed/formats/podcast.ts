import type { Enclosure } from '../../content/media/media.ts'
import type { Credit } from '../../content/podcast/credits.ts'
import type { Episode } from '../../content/podcast/episode.ts'
import type { Payment } from '../../content/podcast/payment.ts'
import type { Podcast } from '../../content/podcast/show.ts'
import type { Item } from '../item.ts'
import { textElement, xmlElement } from './xml.ts'

/** The elements of a channel for its show (Apple, A Podcaster's Guide to RSS; Podcasting 2.0). */
export function showElements(show: Podcast | undefined): string[] {
  if (!show) return []
  const { owner, locked } = show
  const ownerElements = textElement('itunes:name', owner?.name) + textElement('itunes:email', owner?.email)
  return [
    textElement('itunes:author', show.author),
    owner ? xmlElement('itunes:owner', {}, ownerElements) : '',
    imageElement(show.image),
    ...show.categories.map(({ name, within }) =>
      xmlElement(
        'itunes:category',
        { text: name },
        within === undefined ? '' : xmlElement('itunes:category', { text: within }),
      ),
    ),
    textElement('itunes:explicit', show.explicit),
    textElement('itunes:type', show.type),
    yesElement('itunes:complete', show.complete),
    yesElement('itunes:block', show.block),
    textElement('itunes:new-feed-url', show.newFeedUrl),
    textElement('podcast:guid', show.guid),
    textElement('podcast:medium', show.medium),
    locked === undefined ? '' : textElement('podcast:locked', locked ? 'yes' : 'no', { owner: owner?.email }),
    ...show.funding.map(({ url, text = '' }) => textElement('podcast:funding', text, { url })),
    ...show.people.map(personElement),
    paymentElement(show.value),
    ...detailElements(show),
  ]
}

/** The elements of an item for its episode (Apple, A Podcaster's Guide to RSS; Podcasting 2.0). */
export function episodeElements({ episode, image }: Item): string[] {
  if (!episode) return []
  const { number, season, chapters } = episode
  return [
    textElement('itunes:title', episode.title),
    textElement('itunes:duration', episode.durationSeconds),
    imageElement(image?.url),
    textElement('itunes:explicit', episode.explicit),
    // Apple accepts neither fractions nor zero.
    textElement('itunes:episode', ordinalOf(number)),
    textElement('itunes:season', ordinalOf(season)),
    textElement('itunes:episodeType', episode.type),
    yesElement('itunes:block', episode.block),
    textElement('podcast:season', season?.value, { name: season?.name }),
    textElement('podcast:episode', number?.value, { display: number?.name }),
    chapters ? xmlElement('podcast:chapters', { url: chapters.url, type: chapters.type }) : '',
    ...episode.transcripts.map(({ url, type, language, isCaptions }) =>
      xmlElement('podcast:transcript', { url, type, language, rel: isCaptions ? 'captions' : undefined }),
    ),
    ...episode.people.map(personElement),
    ...episode.soundbites.map(({ startSeconds, durationSeconds, title = '' }) =>
      textElement('podcast:soundbite', title, { startTime: startSeconds, duration: durationSeconds }),
    ),
    paymentElement(episode.value),
  ]
}

/** Another file of an episode besides its enclosure (Podcasting 2.0). */
export function alternateElement({ url, type, length, title }: Enclosure): string {
  const source = xmlElement('podcast:source', { uri: url })
  return xmlElement('podcast:alternateEnclosure', { type, length, title }, source)
}

function detailElements({ txt, trailers, location, license, updateFrequency }: Podcast): string[] {
  return [
    ...(txt ?? []).map(({ text, purpose }) => textElement('podcast:txt', text, { purpose })),
    ...(trailers ?? []).map(({ title, published, ...attributes }) =>
      textElement('podcast:trailer', title, { pubdate: new Date(published).toUTCString(), ...attributes }),
    ),
    location ? textElement('podcast:location', location.name, { geo: location.geo, osm: location.osm }) : '',
    license ? textElement('podcast:license', license.name, { url: license.url }) : '',
    updateFrequency ? frequencyElement(updateFrequency) : '',
  ]
}

function frequencyElement({
  text,
  complete,
  dtstart,
  rrule,
}: NonNullable<Podcast['updateFrequency']>): string {
  return textElement('podcast:updateFrequency', text, {
    complete: complete ? 'true' : undefined,
    dtstart: dtstart === undefined ? undefined : new Date(dtstart).toISOString(),
    rrule,
  })
}

function ordinalOf(number: Episode['number']): number | undefined {
  return number && number.value > 0 && Number.isInteger(number.value) ? number.value : undefined
}

function personElement({ name, role, group, imageUrl, url }: Credit): string {
  return textElement('podcast:person', name, { role, group, img: imageUrl, href: url })
}

function paymentElement(payment: Payment | undefined): string {
  if (!payment) return ''
  const { type, method, suggested, recipients } = payment
  const shares = recipients.map(({ name, customKey, customValue, type, address, split, fee }) =>
    xmlElement('podcast:valueRecipient', {
      name,
      customKey,
      customValue,
      type,
      address,
      split,
      fee: fee ? 'true' : undefined,
    }),
  )
  return xmlElement('podcast:value', { type, method, suggested }, shares.join(''))
}

function imageElement(url: string | undefined): string {
  return url === undefined ? '' : xmlElement('itunes:image', { href: url })
}

/** Apple: any other value than `Yes` has no effect. */
function yesElement(name: string, isSet: boolean | undefined): string {
  return isSet ? xmlElement(name, {}, 'Yes') : ''
}
