import { COPY_SCRIPT_HASH } from '../pages/subscribe/copy-script.ts'
import type { Document, SiteInfo } from '../publication/publication.ts'

type HeaderRecord = Readonly<Record<string, string>>

/** Keeps browsers from taking a response for another type than it says it is. */
const NO_SNIFFING: HeaderRecord = { 'x-content-type-options': 'nosniff' }

/** The types of files of which a browser runs nothing in this site's name; a PDF is shown by a viewer in its own, which a sandbox would stop. */
const PASSIVE =
  /^(?:image\/(?!svg)[\w.+-]+|(?:audio|video|font)\/[\w.+-]+|text\/(?:plain|vtt)|application\/(?:pdf|zip|epub\+zip|x-subrip))$/

/** The types of the documents that we render, in which text is always escaped. A sandbox would keep browsers from showing the tree of XML. */
const OWN_XML = /^(?:application|text)\/(?:[\w.-]+\+)?(?:xml|x-opml)$/
const OWN_PLAIN = /^(?:application\/(?:feed\+json|json\+chapters|json)|text\/(?:css|plain|markdown))$/

const NOTHING = "default-src 'none'"
const LOOKS = `${NOTHING}; style-src 'unsafe-inline'; img-src data:`

/** The features of browsers that no page needs. */
const NO_FEATURES = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'browsing-topics']
  .map((feature) => `${feature}=()`)
  .join(', ')

/** The headers of a page for people, with more of its policy. Pictures, sound and frames may be anywhere, as authors put them in. */
const pageHeaders = (more: string): HeaderRecord => ({
  ...NO_SNIFFING,
  'content-security-policy': `default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' http: https: data:; media-src 'self' http: https:; frame-src http: https:; base-uri 'none'; ${more}; frame-ancestors 'none'`,
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': NO_FEATURES,
})

const PAGE = pageHeaders("form-action 'self'")

/** A page to subscribe, on which no author writes HTML, runs the script that copies. Browsers hold the redirect of a form to `form-action` too, and this form leads to anybody's own reader. */
const SUBSCRIBE_PAGE = pageHeaders(`script-src '${COPY_SCRIPT_HASH}'; form-action 'self' http: https:`)

const SUBSCRIBE_PATH = /^(?:.*\/)?subscribe\/$/

/** The headers with which a browser runs nothing of a document: what is not known to be passive is put into a sandbox. */
export function secureDocument(
  { kind, path, contentType }: Pick<Document, 'kind' | 'path' | 'contentType'>,
  site?: Pick<SiteInfo, 'pages'>,
): HeaderRecord {
  if (kind === 'page') {
    // The front page is the one to subscribe where the site's own pages are elsewhere.
    const isForSubscribers = SUBSCRIBE_PATH.test(path) || (path === '' && site?.pages === false)
    return isForSubscribers ? SUBSCRIBE_PAGE : PAGE
  }
  const type = contentType.replace(/;.*$/s, '').trim().toLowerCase()
  const isOurs = kind !== 'media'
  if (isOurs ? OWN_PLAIN.test(type) : PASSIVE.test(type)) return NO_SNIFFING
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
