import { html } from 'hono/html'
import type { Enclosure } from '../../content/media/media.ts'
import { isPlayable } from '../../content/media/media-types.ts'
import type { Site } from '../../content/site/settings.ts'
import type { Item } from '../../feed/item.ts'
import type { PageWords } from '../words/table.ts'
import type { Html } from './html.ts'
import { toRootPath } from './links.ts'

/** The players of an article's audio and video, with the chapters and transcripts of an episode; other files are links. */
export function renderPlayers(
  { enclosures, episode, title, image, language }: Item,
  site: Site,
  words: PageWords,
): Html {
  const shown = enclosures.filter(({ url }) => url !== image?.url)
  if (shown.length === 0) return ''
  const { list, inFile } = episode?.chapters ?? {}
  const listed: NonNullable<typeof list> = list ?? inFile ?? []
  const chapters = listed.filter(({ isHidden, title }) => !isHidden && title !== undefined)
  const transcripts = episode?.transcripts ?? []
  return html`<section class="media" aria-label="${words.listen}">
${shown.map((enclosure) => renderEnclosure(enclosure))}${
  transcripts.length === 0
    ? ''
    : html`<p class="transcripts">${transcripts.map(({ url, type, language: own }) => html`<a href="${toRootPath(url, site)}" type="${type}"${own === undefined ? '' : html` hreflang="${own}"`}>${words.transcript}</a> `)}</p>\n`
}${
  chapters.length === 0
    ? ''
    : html`<details class="chapters"><summary>${words.chapters}</summary><ol>${chapters.map(({ startSeconds, title, url }) => html`<li><span class="start">${toClock(startSeconds)}</span> ${url === undefined ? title : html`<a href="${toRootPath(url, site)}">${title}</a>`}</li>`)}</ol></details>\n`
}</section>
`

  function renderEnclosure({ url, type, title: own, durationSeconds }: Enclosure): Html {
    const href = toRootPath(url, site)
    const name = own ?? title ?? url.slice(url.lastIndexOf('/') + 1)
    const download = html`<a href="${href}" type="${type}" download>${words.download(durationSeconds === undefined ? type : toClock(durationSeconds))}</a>`
    if (!isPlayable({ type }))
      return html`<p><a class="u-enclosure" href="${href}" type="${type}"><bdi>${name}</bdi></a></p>\n`
    const captions = (episode?.transcripts ?? []).filter(({ type }) => type === 'text/vtt')
    const tracks = captions.map(
      ({ url, language: own = language }, index) =>
        html`<track kind="captions" src="${toRootPath(url, site)}" srclang="${own}"${index === 0 ? html` default` : ''}>`,
    )
    return type.toLowerCase().startsWith('video/')
      ? html`<video controls preload="none" src="${href}" aria-label="${name}"${image ? html` poster="${toRootPath(image.url, site)}"` : ''}>${tracks}</video>\n<p>${download}</p>\n`
      : html`<audio class="u-audio" controls preload="none" src="${href}" aria-label="${name}">${tracks}</audio>\n<p>${download}</p>\n`
  }
}

/** Seconds as `1:02:03`. */
function toClock(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const [hours = 0, ...rest] = parts
  const text = rest.map((part) => String(part).padStart(2, '0')).join(':')
  return hours > 0 ? `${hours}:${text}` : text.replace(/^0/, '')
}
