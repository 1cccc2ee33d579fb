/** How many bytes of a file tell its type. */
export const HEAD_BYTES = 512

/** The types that the brands of ISO 14496-12 stand for; any other is a film. */
const BRANDS: Record<string, string> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heic',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  'qt  ': 'video/quicktime',
}

/** What files of a type start with, as Latin-1. */
const STARTS: readonly [start: RegExp, type: string][] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  [/^RIFF.{4}WAVE/s, 'audio/wav'],
  [/^OggS/, 'audio/ogg'],
  [/^fLaC/, 'audio/flac'],
  [/^ID3/, 'audio/mpeg'],
  // ISO 11172-3 2.4.1.3: twelve bits, then the version and the layer; ADTS has layer 0.
  [/^\xff[\xf0\xf1\xf8\xf9]/, 'audio/aac'],
  [/^\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]/, 'audio/mpeg'],
  [/^\p{Cc}E\xdf\xa3/u, 'video/webm'],
  [/^%PDF-/, 'application/pdf'],
  [/^PK\p{Cc}{2}/u, 'application/zip'],
  [/^version https:\/\/git-lfs/, 'text/plain (a pointer of Git LFS)'],
  [/^(?:\xef\xbb\xbf)?\s{0,99}<(?:!doctype html|html|head|body|script)\b/i, 'text/html'],
  [/^(?:\xef\xbb\xbf)?\s{0,99}<svg\b/i, 'image/svg+xml'],
]

/** Types that one head may be of: containers hold sound or film, and tags stand before several kinds of sound. */
const ALIKE = [
  ['audio/mp4', 'video/mp4', 'video/quicktime'],
  ['audio/ogg', 'video/ogg'],
  ['audio/mpeg', 'audio/aac', 'audio/flac'],
].map((types) => new Set(types))

/** Types whose head may be that of many formats. */
const CONTAINERS = new Set(['application/zip'])

/** The type that the first bytes of a file say where a file of the type of its name does not start so; undefined where they say nothing else. */
export function findOtherType(named: string, head: Uint8Array): string | undefined {
  const found = typeOfHead(head)
  if (found === undefined || found === named) return undefined
  if (ALIKE.some((types) => types.has(found) && types.has(named))) return undefined
  return CONTAINERS.has(found) && named.startsWith('application/') ? undefined : found
}

function typeOfHead(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES))
  if (text.slice(4, 8) === 'ftyp') return BRANDS[text.slice(8, 12)] ?? 'video/mp4'
  return STARTS.find(([start]) => start.test(text))?.[1]
}
