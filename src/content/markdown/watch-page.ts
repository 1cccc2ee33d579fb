/** Where a platform shows a film by itself; the rows are tried in order. `at` is compared with the host and the path. */
const PLAYERS: { at: RegExp; page(id: string, url: URL): string }[] = [
  {
    at: /^(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/,
    page(id, { searchParams }) {
      const list = searchParams.get('list')
      if (id === 'videoseries' && list) return youtubeList(list)
      const start = /^\d+$/.exec(searchParams.get('start') ?? '')?.[0]
      return `https://www.youtube.com/watch?v=${id}${start && Number(start) > 0 ? `&t=${start}s` : ''}`
    },
  },
  {
    at: /^player\.vimeo\.com\/video\/(\d+)/,
    // The address of a film that is not listed has a second part.
    page: (id, { searchParams }) =>
      `https://vimeo.com/${[id, /^\w+$/.exec(searchParams.get('h') ?? '')?.[0]].filter(Boolean).join('/')}`,
  },
  { at: /^(?:www\.)?dailymotion\.com\/embed\/video\/(\w+)/, page: (id) => DAILYMOTION + id },
  { at: /^geo\.dailymotion\.com\/player(?:\/\w+)?\.html\?video=(\w+)/, page: (id) => DAILYMOTION + id },
  { at: /^player\.twitch\.tv\/\?video=v?(\d+)/, page: (id) => `https://www.twitch.tv/videos/${id}` },
  { at: /^player\.twitch\.tv\/\?channel=(\w+)/, page: (id) => `https://www.twitch.tv/${id}` },
  { at: /^player\.bilibili\.com\/player\.html\?bvid=(\w+)/, page: (id) => BILIBILI + id },
  { at: /^(?:www\.)?archive\.org\/embed\/([\w.-]+)/, page: (id) => `https://archive.org/details/${id}` },
  { at: /^(?:www\.)?loom\.com\/embed\/(\w+)/, page: (id) => `https://www.loom.com/share/${id}` },
  { at: /^embed\.ted\.com\/talks\/([\w/-]+)/, page: (id) => `https://www.ted.com/talks/${id}` },
  { at: /^media\.ccc\.de\/v\/([\w.-]+)\/oembed/, page: (id) => `https://media.ccc.de/v/${id}` },
  // PeerTube is on any host.
  { at: /^[^/]+\/videos\/embed\/([\w-]{22,36})(?=[/?]|$)/, page: (id, { origin }) => `${origin}/w/${id}` },
  {
    at: /^[^/]+\/video-playlists\/embed\/([\w-]{22,36})(?=[/?]|$)/,
    page: (id, { origin }) => `${origin}/w/p/${id}`,
  },
]

/** The address of the page of a film on Dailymotion, but for its id. */
export const DAILYMOTION = 'https://www.dailymotion.com/video/'

/** The same on Bilibili. */
export const BILIBILI = 'https://www.bilibili.com/video/'

/** The address of the page of a list of films on YouTube. */
export function youtubeList(id: string): string {
  return `https://www.youtube.com/playlist?list=${encodeURIComponent(id)}`
}

/** Turns the address of a player, as pages embed it, into that of the film's own page; other addresses stay unchanged. */
export function toWatchPage(address: string): string {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return address
  const place = url.host + url.pathname + url.search
  for (const { at, page } of PLAYERS) {
    const id = at.exec(place)?.[1]
    if (id !== undefined) return page(id, url)
  }
  return address
}
