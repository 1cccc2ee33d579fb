import { BILIBILI, DAILYMOTION, toWatchPage, youtubeList } from '../watch-page.ts'
import { anchor, attribute, block, link, type TagRenderer, type TagUse, target } from './markup.ts'
import { argument, type Tag } from './tag.ts'

const YOUTUBE = 'https://www.youtube.com/watch?v='

function video(base: string): TagRenderer {
  return ({ tag, placement }) => {
    const { args } = tag
    const id =
      argument(args, 'id', 'videoid', 'youtubeid', 'video', 'src', 'url', 'v') ??
      args.list.find((word) => word.length > 3)
    if (id === undefined) return undefined
    const isList = base === YOUTUBE && (args.list.includes('playlist') || /^PL[\w-]{16,}$/.test(id))
    const page = isList ? youtubeList(id) : `${base}${encodeURIComponent(id)}`
    const address = toWatchPage(/^https?:/.test(id) ? id : page)
    const shown = anchor(address, argument(args, 'title', 'label') ?? address)
    return placement.isAlone ? block(`<p>${shown}</p>`) : shown
  }
}

/** Renders a YouTube video, given by id or address, as a link to its page. */
export const youtube = video(YOUTUBE)

/** Renders a Vimeo video, given by id or address, as a link to its page. */
export const vimeo = video('https://vimeo.com/')

/** Renders a film on Dailymotion as a link to its page. */
export const dailymotion = video(DAILYMOTION)

/** Renders a film on Bilibili as a link to its page. */
export const bilibili = video(BILIBILI)

/** Renders a film on a server of PeerTube, given by its address or by host and id, as a link to its page. */
export function peertube(use: TagUse): string | undefined {
  const { args } = use.tag
  const typed = [...args.named.values(), ...args.list].some((word) => /^https?:/.test(word))
  const host =
    argument(args, 'host', 'instance', 'server', 'domain') ?? args.list.find((word) => /\w\.\w/.test(word))
  const id = argument(args, 'id', 'video', 'uuid') ?? args.list.find((word) => word !== host)
  if (!typed && (host === undefined || id === undefined)) return undefined
  return video(typed ? '' : `https://${host}/w/`)(typed ? use : { ...use, tag: withId(use.tag, id!) })
}

/** A tag with the id alone, and its title. */
function withId(tag: Tag, id: string): Tag {
  const title = argument(tag.args, 'title', 'label')
  const named = new Map([['id', id], ...(title === undefined ? [] : [['title', title] as const])])
  return { ...tag, args: { ...tag.args, named, list: [] } }
}

/** Renders a post on Twitter as a link to it. */
export function tweet({ tag }: TagUse): string | undefined {
  const { args } = tag
  const id = argument(args, 'id', 'tweetid', 'url', 'tweetlink') ?? args.list.at(-1)
  if (id === undefined) return undefined
  if (/^https?:/.test(id)) return link(id)
  const user = argument(args, 'user') ?? (args.list.length > 1 ? args.list[0] : undefined)
  return /^\d+$/.test(id)
    ? link(`https://twitter.com/${encodeURIComponent(user ?? 'i/web').replace('%2F', '/')}/status/${id}`)
    : undefined
}

/** The address of a gist, given by id, by user and id, or by address. */
export function gistAddress({ args }: Tag): string | undefined {
  const [first = argument(args, 'id', 'url'), second] = args.list
  if (first === undefined) return undefined
  if (/^https?:/.test(first)) return first
  const path =
    first.includes('/') || second === undefined || !/^[\da-f]{5,}$/i.test(second)
      ? first
      : `${first}/${second}`
  return `https://gist.github.com/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** Renders embedded content as a link to it; `base` completes a tag that has only an id. */
export function embed(base: string | undefined): TagRenderer {
  return ({ tag }) => {
    const words = [...tag.args.named.values(), ...tag.args.list]
    const address = words.find((word) => /^https?:\/\//.test(word))
    const id = tag.args.list[0] ?? argument(tag.args, 'id')
    if (address !== undefined) return link(toWatchPage(address))
    return link(base === undefined || id === undefined ? undefined : base + encodeURIComponent(id))
  }
}

/** Renders a `<video>` or `<audio>` player. */
export function media(name: 'video' | 'audio'): TagRenderer {
  return (use) => {
    const { args } = use.tag
    const source = argument(args, 'src', 'mp4', 'mp3', 'url', 'file', 'path', 'id') ?? args.list[0]
    if (source === undefined) return undefined
    // A source without a dot or slash is the id of a video on another site.
    if (!/[./]/.test(source)) {
      const provider = argument(args, 'provider') ?? 'youtube'
      return provider === 'vimeo' ? vimeo(use) : provider === 'youtube' ? youtube(use) : undefined
    }
    return block(`<${name}${attribute('src', source)} controls></${name}>`)
  }
}

/** The address of another article, for a link's target. */
export function reference({ tag, placement, context }: TagUse): string | undefined {
  const name = argument(tag.args, 'path') ?? tag.args.list[0] ?? ''
  const found = context.findArticle(name)
  if (found?.permalink !== undefined) return target(found.permalink)
  // An alias that resolves to nothing: no link is better than a wrong one.
  if (placement.isTarget) return '@/missing'
  return found && ''
}

/** Renders a link to another article, with the given text or its title. */
export function articleLink({ tag, context }: TagUse): string | undefined {
  const [name = '', ...words] = tag.args.list
  const found = context.findArticle(name)
  const label = words.filter((word) => !/^(?:true|false)$/.test(word)).join(' ')
  if (found?.permalink === undefined) return label || (found && '')
  return anchor(found.permalink, label || found.title || found.permalink)
}

/** Renders a link with its text; Jekyll's `link` is only the address of a file. */
export function hyperlink(use: TagUse): string | undefined {
  const { tag, inner } = use
  const { args } = tag
  const named = argument(args, 'href', 'to', 'url', 'link', 'relref')
  const typed = args.list.find((word) => /^(?:https?:)?\/|^#/.test(word))
  if (named === undefined && inner === undefined && tag.name === 'link' && !(typed && args.list.length > 1))
    return fileAddress(use) ?? reference(use)
  const address = named ?? typed
  const text =
    inner?.trim() ||
    argument(args, 'title', 'text', 'label') ||
    args.list.filter((word) => word !== address).join(' ')
  if (address === undefined) return undefined
  return inner?.trim() ? `<a${attribute('href', address)}>${inner}</a>` : anchor(address, text || address)
}

/** The address of a file that is not a page. */
function fileAddress({ tag, placement, context }: TagUse): string | undefined {
  const name = tag.args.text.replace(/^\/+/, '')
  const isFile = /\.\w{1,10}$/.test(name) && !/\.(?:md|markdown|html?)$/i.test(name)
  return placement.isTarget && isFile ? target(context.siteUrl + name) : undefined
}
