/** The media type of JSON Chapters 1.2. */
export const CHAPTERS_TYPE = 'application/json+chapters'

const TYPES: Record<string, string> = {
  aac: 'audio/aac',
  avif: 'image/avif',
  flac: 'audio/flac',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  m4a: 'audio/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  ogv: 'video/ogg',
  opus: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  epub: 'application/epub+zip',
  srt: 'application/x-subrip',
  txt: 'text/plain; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  zip: 'application/zip',
  // JSON and HTML files are published only under the names that podcast apps read.
  'chapters.json': CHAPTERS_TYPE,
  'transcript.json': 'application/json',
  'transcript.html': 'text/html; charset=utf-8',
}

/** The media type of a file name or URL by its extension, or undefined for other extensions. */
export function mediaTypeOf(name: string): string | undefined {
  const extension = /\.((?:chapters|transcript)\.(?:json|html)|[a-z\d]+)$/i
    .exec(name.replace(/[?#].*$/s, '').slice(-20))?.[1]
    ?.toLowerCase()
  return extension !== undefined && Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined
}
