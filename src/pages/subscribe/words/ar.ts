import type { GoWords, SubscribeWords } from './en.ts'

export const SUBSCRIBE_AR: SubscribeWords = {
  whatIsPodcast:
    'خلاصة هذا البودكاست عنوان يُعلم تطبيق البودكاست لديك كلما نُشرت حلقة جديدة. انسخه مرة واحدة إلى التطبيق فتصلك الحلقات الجديدة تلقائيًا، بلا حساب ولا تتبّع.',
  recommended: 'موصى به',
  showJson: 'عرض JSON',
  otherFormats: 'صيغ أخرى',
  openInReader: 'فتح في قارئ',
  onWeb: 'على الويب',
  onDevice: 'على هذا الجهاز',
  reader: 'القارئ',
  hostExample: 'اسم المضيف وحده، مثل reader.example.org',
  onPhone: 'على هاتفك',
  scan: 'وجّه كاميرا هاتفك إليه.',
  latestEpisodes: 'أحدث الحلقات',
  headSnippet: 'لرأس الصفحة، حيث تبحث القارئات عن الخلاصات',
  linkSnippet: 'رابط للناس',
}

export const GO_AR: GoWords = {
  cannotOpen: 'تعذّر فتح قارئك',
  unknownReader: 'ليس هذا القارئ في النموذج.',
  unknownFeed: 'لا توجد هذه الخلاصة هنا.',
  wrongHost:
    'عنوان القارئ اسم مضيف، مثل reader.example.org أو https://reader.example.org:8080، ولا شيء غيره.',
  leaving: 'يقود هذا الرابط إلى موقع آخر',
  leavingTo: 'تابع فقط إن كان هذا عنوان قارئك:',
  back: 'العودة إلى صفحة الاشتراك',
}
