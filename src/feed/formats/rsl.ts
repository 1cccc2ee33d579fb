import type { UsageTerms } from '../../content/site/usage-terms.ts'
import { unlessSame } from '../feed.ts'
import { textElement, xmlElement } from './xml.ts'

/** RSL 1.0, for the RSS module and for whole documents. */
export const RSL_NAMESPACE = 'https://rslstandard.org/rsl'

export const RSL_TYPE = 'application/rsl+xml; charset=utf-8'

/** A whole RSL document: the terms of everything at `path` and below. */
export function renderLicence(path: string, terms: UsageTerms, licence: string | undefined): string {
  const content = contentElement(path, terms, licence)
  return `<?xml version="1.0" encoding="utf-8"?>\n${xmlElement('rsl', { xmlns: RSL_NAMESPACE }, content)}\n`
}

/** RSL 1.0 section 3: the terms of one asset; `prefix` stands before the names of elements within a document of another kind. */
export function contentElement(
  url: string,
  { permits, prohibits, payment, contact }: UsageTerms,
  licence: string | undefined,
  prefix: '' | 'rsl:' = '',
): string {
  const list = (name: string, uses: readonly string[]) =>
    textElement(prefix + name, uses.length === 0 ? undefined : uses.join(' '), { type: 'usage' })
  // A licence such as one of Creative Commons asks for nothing, or for a credit.
  const standard = payment === 'attribution' || payment === 'free' ? licence : undefined
  const license = [
    list('permits', permits),
    list('prohibits', prohibits),
    payment !== undefined
      ? xmlElement(
          `${prefix}payment`,
          { type: payment },
          textElement(`${prefix}standard`, standard) + textElement(`${prefix}custom`, contact),
        )
      : '',
  ]
  const parts = [
    xmlElement(`${prefix}license`, {}, license.join('')),
    textElement(
      `${prefix}terms`,
      payment === undefined ? (contact ?? licence) : unlessSame(licence, standard),
    ),
  ]
  return xmlElement(`${prefix}content`, { url }, parts.join(''))
}
