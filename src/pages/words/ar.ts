import type { PageWords } from './table.ts'

const plural = new Intl.PluralRules('ar')

/** A number with its noun: one and two are words, three to ten take the plural, and eleven and more the singular. */
function counted(
  count: number,
  [none, one, two, few, many, other]: readonly [string, string, string, string, string, string],
): string {
  const form = plural.select(count)
  if (form === 'zero') return none
  if (form === 'one') return one
  if (form === 'two') return two
  return `${count} ${form === 'few' ? few : form === 'many' ? many : other}`
}

/** Arabic. */
export const ARABIC: PageWords = {
  skipToContent: 'انتقل إلى المحتوى',
  home: 'الصفحة الرئيسية',
  sections: 'الأقسام',
  languages: 'اللغات',
  tags: 'الوسوم',
  topics: 'المواضيع',
  authors: 'الكُتّاب',
  archive: 'الأرشيف',
  allArticles: 'كل المقالات',
  olderArticles: 'مقالات أقدم',
  newerArticles: 'مقالات أحدث',
  previousArticle: 'المقال السابق',
  nextArticle: 'المقال التالي',
  noArticles: 'لا توجد مقالات هنا بعد.',
  articles: (count) => counted(count, ['لا مقالات', 'مقال واحد', 'مقالان', 'مقالات', 'مقالًا', 'مقال']),
  page: (number) => `الصفحة ${number}`,

  published: 'نُشر',
  updated: 'حُدّث',
  corrected: 'صُوّب',
  correction: 'تصويب',
  corrections: 'تصويبات',
  whatChanged: 'ما الذي تغيّر',
  translations: 'متاح أيضًا باللغات',
  by: (names) => `بقلم ${names}`,
  on: (date) => `في ${date}`,
  minutes: (count) =>
    `مدة القراءة: ${counted(count, ['أقل من دقيقة', 'دقيقة واحدة', 'دقيقتان', 'دقائق', 'دقيقة', 'دقيقة'])}`,
  agency: 'الوكالة',
  dateline: 'المكان',
  licence: 'الرخصة',
  footnotes: 'الحواشي',
  backToText: 'العودة إلى النص',
  tableScroll: 'جدول يمكن تمريره أفقيًا',
  markdownVersion: 'هذا المقال بصيغة Markdown',

  listen: 'استمع',
  watch: 'شاهد',
  chapters: 'الفصول',
  transcript: 'النص المكتوب',
  season: (number) => `الموسم ${number}`,
  episode: (number) => `الحلقة ${number}`,
  explicit: 'محتوى للبالغين',
  download: (size) => `تنزيل (${size})`,

  subscribe: 'اشترك',
  feeds: 'الخلاصات',
  whatAFeedIs:
    'الخلاصة عنوان يُعلم تطبيق القراءة لديك كلما نُشر هنا جديد. انسخه مرة واحدة إلى التطبيق فتصلك المقالات الجديدة تلقائيًا، بلا حساب ولا تتبّع ولا بريد إلكتروني.',
  address: 'عنوان الخلاصة',
  copy: 'نسخ',
  copied: 'تم النسخ',
  openIn: (reader) => `افتح في ${reader}`,
  selfHosted: 'قارئات على خادمك الخاص',
  host: 'عنوان خادمك',
  open: 'فتح',
  otherReaders: 'قارئات أخرى',
  podcastApps: 'تطبيقات البودكاست',
  latest: 'أحدث المقالات',
  showXml: 'عرض XML',
  opml: 'كل الخلاصات في قائمة واحدة (OPML)',
  qrCode: 'رمز QR يحمل عنوان الخلاصة',
  snippet: 'لموقعك الخاص',
  byMail: 'بالبريد الإلكتروني',

  notFoundTitle: 'الصفحة غير موجودة',
  notFoundText: 'لا يوجد شيء في هذا العنوان. يمكنك المتابعة من هنا:',
}
