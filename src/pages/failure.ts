import type { SiteInfo } from '../publication/publication.ts'
import { chooseLanguage, renderMessage } from './message.ts'

/** Its heading and its text, by language. */
const FAILED: Record<string, readonly [heading: string, text: string]> = {
  ar: ['حدث خطأ ما', 'لا يمكن عرض الصفحة في الوقت الحالي. يُرجى المحاولة مرة أخرى بعد بضع دقائق.'],
  de: [
    'Etwas ist schiefgegangen',
    'Die Seite kann im Moment nicht angezeigt werden. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  ],
  en: ['Something went wrong', 'The page cannot be shown at the moment. Please try again in a few minutes.'],
  es: [
    'Algo ha salido mal',
    'La página no se puede mostrar en este momento. Vuelva a intentarlo dentro de unos minutos.',
  ],
  fa: ['خطایی رخ داد', 'اکنون نمی‌توان صفحه را نشان داد. لطفاً چند دقیقه بعد دوباره تلاش کنید.'],
  fr: [
    'Une erreur s’est produite',
    'La page ne peut pas être affichée pour le moment. Veuillez réessayer dans quelques minutes.',
  ],
}

/** The page for people in place of one that cannot be shown at the moment. */
export function renderFailure(site: SiteInfo) {
  const language = chooseLanguage(site, FAILED)
  const [heading, text] = FAILED[language]!
  return renderMessage(site, { name: heading, heading, text, language })
}
