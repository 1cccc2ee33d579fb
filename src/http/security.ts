import type { Document } from '../publication/publication.ts'

type HeaderRecord = Readonly<Record<string, string>>

/** Keeps browsers from taking a response for another type than it says it is. */
const NO_SNIFFING: HeaderRecord = { 'x-content-type-options': 'nosniff' }

/** The types of files of which a browser runs nothing in this site's name; a PDF is shown by a viewer in its own, which a sandbox would stop. */
const PASSIVE =
  /^(?:image\/(?!svg)[\w.+-]+|(?:audio|video|font)\/[\w.+-]+|text\/(?:plain|vtt)|application\/(?:pdf|zip|epub\+zip|x-subrip))$/

/** The types of the documents that we render, in which text is always escaped. A sandbox would keep browsers from showing the tree of XML. */
const OWN_XML = /^(?:application|text)\/(?:[\w.-]+\+)?(?:xml|x-opml)$/
const OWN_JSON = /^application\/(?:feed\+json|json\+chapters|json)$/

const NOTHING = "default-src 'none'"
const LOOKS = `${NOTHING}; style-src 'unsafe-inline'; img-src data:`

/** The headers with which a browser runs nothing of a document: what is not known to be passive is put into a sandbox. */
export function secureDocument({ kind, contentType }: Pick<Document, 'kind' | 'contentType'>): HeaderRecord {
  const type = contentType.replace(/;.*$/s, '').trim().toLowerCase()
  const isOurs = kind !== 'media'
  if (isOurs ? OWN_JSON.test(type) : PASSIVE.test(type)) return NO_SNIFFING
  return {
    ...NO_SNIFFING,
    'content-security-policy': isOurs && OWN_XML.test(type) ? LOOKS : `sandbox; ${LOOKS}`,
  }
}

/** The headers of an answer without a document, such as an error or a redirect. */
export const SECURE_ANSWER: HeaderRecord = { ...NO_SNIFFING, 'content-security-policy': NOTHING }

/** The headers of a page with one style, of which `hash` is the digest as CSP writes it; `forms` says where its forms may be sent. */
export function securePage(hash: string, forms: 'none' | 'self' = 'none'): HeaderRecord {
  const policy = `${NOTHING}; style-src '${hash}'; base-uri 'none'; form-action '${forms}'; frame-ancestors 'none'`
  return { ...NO_SNIFFING, 'content-security-policy': policy }
}
