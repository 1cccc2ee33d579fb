import type { GoWords, SubscribeWords } from './en.ts'

export const SUBSCRIBE_FA: SubscribeWords = {
  whatIsPodcast:
    'خوراک این پادکست نشانی‌ای است که هر قسمت تازه را به برنامهٔ پادکست شما خبر می‌دهد. یک بار آن را در برنامه کپی کنید تا قسمت‌های تازه خودشان به شما برسند؛ بدون حساب کاربری و بدون ردیابی.',
  recommended: 'پیشنهادی',
  showJson: 'نمایش JSON',
  otherFormats: 'قالب‌های دیگر',
  openInReader: 'باز کردن در خوراک‌خوان',
  onWeb: 'در وب',
  onDevice: 'روی همین دستگاه',
  reader: 'خوراک‌خوان',
  hostExample: 'تنها نام میزبان، مانند reader.example.org',
  onPhone: 'روی تلفن شما',
  scan: 'دوربین تلفن خود را رو به آن بگیرید.',
  latestEpisodes: 'تازه‌ترین قسمت‌ها',
  headSnippet: 'برای سرِ صفحه، جایی که خوراک‌خوان‌ها دنبال خوراک می‌گردند',
  linkSnippet: 'پیوندی برای خوانندگان',
}

export const GO_FA: GoWords = {
  cannotOpen: 'خوراک‌خوان شما باز نمی‌شود',
  unknownReader: 'این خوراک‌خوان در فرم نیست.',
  unknownFeed: 'این خوراک اینجا نیست.',
  wrongHost:
    'نشانی خوراک‌خوان نام یک میزبان است، مانند reader.example.org یا https://reader.example.org:8080، و نه چیزی دیگر.',
  leaving: 'این پیوند به سایت دیگری می‌رود',
  leavingTo: 'تنها اگر این نشانی خوراک‌خوان خودتان است ادامه دهید:',
  back: 'بازگشت به صفحهٔ اشتراک',
}
