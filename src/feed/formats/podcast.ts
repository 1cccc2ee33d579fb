import type { Credit } from '../../content/podcast/credits.ts'
import type { Episode } from '../../content/podcast/episode.ts'
import type { Payment } from '../../content/podcast/payment.ts'
import type { Podcast } from '../../content/podcast/show.ts'
import type { Item } from '../item.ts'
import { escapeXml, xmlElement } from './xml.ts'

/** Apple, A Podcaster's Guide to RSS, and the Podcasting 2.0 namespace: what a channel says of its show. */
export function showElements(show: Podcast | undefined): string[] {
  if (!show) return []
  const { owner } = show
  return [
    ...textElement('itunes:author', show.author),
    ...(owner
      ? [
          xmlElement(
            'itunes:owner',
            {},
            [...textElement('itunes:name', owner.name), ...textElement('itunes:email', owner.email)].join(''),
          ),
        ]
      : []),
    ...imageElement(show.image),
    ...show.categories.map(({ name, within }) =>
      xmlElement(
        'itunes:category',
        { text: name },
        within === undefined ? '' : xmlElement('itunes:category', { text: within }),
      ),
    ),
    ...explicitElement(show.explicit),
    ...textElement('itunes:type', show.type),
    ...yesElement('itunes:complete', show.complete),
    ...yesElement('itunes:block', show.block),
    ...textElement('itunes:new-feed-url', show.newFeedUrl),
    ...textElement('podcast:guid', show.guid),
    ...textElement('podcast:medium', show.medium),
    ...(show.locked === undefined
      ? []
      : [xmlElement('podcast:locked', { owner: owner?.email }, show.locked ? 'yes' : 'no')]),
    ...show.funding.map(({ url, text = '' }) => xmlElement('podcast:funding', { url }, escapeXml(text))),
    ...show.people.map(personElement),
    ...paymentElement(show.value),
  ]
}

/** The same of an item and its episode. */
export function episodeElements({ episode, image }: Item): string[] {
  if (!episode) return []
  const { number, season, chapters } = episode
  return [
    ...textElement('itunes:title', episode.title),
    ...textElement('itunes:duration', episode.durationSeconds),
    ...imageElement(image?.url),
    ...explicitElement(episode.explicit),
    // Apple takes no fractions, and no zero.
    ...(isOrdinal(number) ? textElement('itunes:episode', number.value) : []),
    ...(isOrdinal(season) ? textElement('itunes:season', season.value) : []),
    ...textElement('itunes:episodeType', episode.type),
    ...yesElement('itunes:block', episode.block),
    ...(season ? [xmlElement('podcast:season', { name: season.name }, String(season.value))] : []),
    ...(number ? [xmlElement('podcast:episode', { display: number.name }, String(number.value))] : []),
    ...(chapters ? [xmlElement('podcast:chapters', { url: chapters.url, type: chapters.type })] : []),
    ...episode.transcripts.map(({ url, type, language, isCaptions }) =>
      xmlElement('podcast:transcript', { url, type, language, rel: isCaptions ? 'captions' : undefined }),
    ),
    ...episode.people.map(personElement),
    ...episode.soundbites.map(({ startSeconds, durationSeconds, title = '' }) =>
      xmlElement(
        'podcast:soundbite',
        { startTime: startSeconds, duration: durationSeconds },
        escapeXml(title),
      ),
    ),
    ...paymentElement(episode.value),
  ]
}

function isOrdinal(number: Episode['number']): number is NonNullable<Episode['number']> {
  return number !== undefined && number.value > 0 && Number.isInteger(number.value)
}

function personElement({ name, role, group, imageUrl, url }: Credit): string {
  return xmlElement('podcast:person', { role, group, img: imageUrl, href: url }, escapeXml(name))
}

function paymentElement(payment: Payment | undefined): string[] {
  if (!payment) return []
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
  return [xmlElement('podcast:value', { type, method, suggested }, shares.join(''))]
}

function imageElement(url: string | undefined): string[] {
  return url === undefined ? [] : [xmlElement('itunes:image', { href: url })]
}

function explicitElement(explicit: boolean | undefined): string[] {
  return textElement('itunes:explicit', explicit === undefined ? undefined : String(explicit))
}

/** Apple: any value but `Yes` has no effect. */
function yesElement(name: string, isSet: boolean | undefined): string[] {
  return isSet ? [xmlElement(name, {}, 'Yes')] : []
}

function textElement(name: string, text: string | number | undefined): string[] {
  return text === undefined ? [] : [xmlElement(name, {}, escapeXml(String(text)))]
}
