/** The media type of JSON Chapters 1.2. */
export const CHAPTERS_TYPE = 'application/json+chapters'

const TYPES: Record<string, string> = {
  aac: 'audio/aac',
  avif: 'image/avif',
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  flac: 'audio/flac',
  gif: 'image/gif',
  gpx: 'application/gpx+xml',
  ics: 'text/calendar; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  m3u8: 'application/vnd.apple.mpegurl',
  m4a: 'audio/mp4',
  m4b: 'audio/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odt: 'application/vnd.oasis.opendocument.text',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  ogv: 'video/ogg',
  opus: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  rtf: 'application/rtf',
  svg: 'image/svg+xml',
  epub: 'application/epub+zip',
  srt: 'application/x-subrip',
  tsv: 'text/tab-separated-values; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  woff2: 'font/woff2',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
  // JSON and HTML files are published only under the names that podcast apps read.
  'chapters.json': CHAPTERS_TYPE,
  'transcript.json': 'application/json',
  'transcript.html': 'text/html; charset=utf-8',
}

/** The endings of the names of all files that are published, without the dot before them. */
export const FILE_ENDINGS: readonly string[] = Object.keys(TYPES)

/** Files that may be the manuscript of an article that is still to come; and stylesheets, of which only that of the site is of use. */
const WRITINGS = /\.(?:css|csv|docx?|gpx|html|ics|json|od[pst]|pptx?|rtf|srt|tsv|txt|vtt|xlsx?)$/i

/** Whether a file of this name is published only while a public article names it, because it may be a text that nobody has published yet. */
export function isWriting(name: string): boolean {
  return WRITINGS.test(name)
}

/** The media type of a file by the extension of its name, in which `#` and `?` are letters like others; undefined for other extensions. */
export function typeOfFile(name: string): string | undefined {
  const extension = /\.((?:chapters|transcript)\.(?:json|html)|[a-z\d]+)$/i
    .exec(name.slice(-20))?.[1]
    ?.toLowerCase()
  return extension !== undefined && Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined
}

/** The media type of what is at a URL, by the extension of its path; undefined for other extensions. */
export function mediaTypeOf(url: string): string | undefined {
  return typeOfFile(url.replace(/[?#].*$/s, ''))
}

/** Whether podcast apps can play a file of a type. */
export function isPlayable({ type }: { type: string }): boolean {
  return /^(?:audio|video)\//i.test(type)
}

/** Whether a reference leads to a file beside the article of a type that is not published, and not to a page of a site. */
export function isUnpublishedFile(reference: string): boolean {
  const [, ending = ''] =
    /^(?![a-z][a-z\d+.-]*:|[/#?])[^?#]*\.([a-z][a-z\d]{1,7}|\d[a-z]{1,3})(?:[?#].*)?$/is.exec(
      reference.trim(),
    ) ?? []
  return ending !== '' && !/^(?:html?|php|aspx?)$/i.test(ending) && typeOfFile(`x.${ending}`) === undefined
}
