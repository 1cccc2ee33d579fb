import type { SiteInfo } from '../publication/publication.ts'
import { chooseLanguage, renderMessage } from './message.ts'

/** Its title and its heading, by language. The table of all words would take more of the Worker than the rest of what it does. */
const GONE: Record<string, readonly [title: string, heading: string]> = {
  ar: ['مسحوب', 'سُحبت هذه المقالة'],
  de: ['Zurückgezogen', 'Dieser Artikel wurde zurückgezogen'],
  en: ['Withdrawn', 'This article has been withdrawn'],
  es: ['Retirado', 'Este artículo ha sido retirado'],
  fa: ['پس‌گرفته‌شده', 'این مقاله پس گرفته شده است'],
  fr: ['Retiré', 'Cet article a été retiré'],
}

/** The page in place of a withdrawn article; `reason` is plain text. */
export function renderGone(site: SiteInfo, reason: string | undefined) {
  const language = chooseLanguage(site, GONE)
  const [name, heading] = GONE[language]!
  return renderMessage(site, { name, heading, text: reason, language })
}
