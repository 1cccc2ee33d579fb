import { describe, expect, it } from 'vitest'
import { formatDate, formatDateAndTime, formatList, listParts } from '../../src/pages/words/formats.ts'
import { wordsFor } from '../../src/pages/words.ts'

const LANGUAGES = ['en', 'fr', 'de', 'es', 'ar', 'fa']
const OCTOBER = Date.UTC(2019, 9, 25, 10, 40)

/** Every text of a language, with numbers and names filled in. */
function textsOf(language: string): [name: string, text: string][] {
  const { words } = wordsFor(language)
  return Object.entries(words).flatMap(([name, word]: [string, string | ((value: never) => string)]) =>
    typeof word === 'string'
      ? [[name, word] as [string, string]]
      : [0, 1, 2, 3, 11, 100].map((value): [string, string] => [name, word(value as never)]),
  )
}

describe('the words of a page', () => {
  it.each([
    ['fr-CA', 'Accueil', 'fr-CA'],
    ['fa-AF', 'صفحهٔ اصلی', 'fa-AF'],
    ['prs', 'صفحهٔ اصلی', 'prs'],
    ['EN', 'Home', 'EN'],
    ['cy', 'Home', 'en'],
    ['constructor', 'Home', 'en'],
  ])('in %s are %s, in %s', (asked, home, language) => {
    const found = wordsFor(asked)
    expect([found.words.home, found.language]).toEqual([home, language])
  })

  it.each(LANGUAGES)('are all there in %s, each trimmed', (language) => {
    expect(textsOf(language).filter(([, text]) => text === '' || text !== text.trim())).toEqual([])
    expect(textsOf(language).filter(([, text]) => text.includes('undefined'))).toEqual([])
  })

  it.each([
    ['fr', /[^\u00a0\u202f][:;!?]|["']/],
    ['de', /["']/],
    ['es', /["']/],
    ['ar', /[?,;"']/],
    ['fa', /[?,;"'يك]/],
    ['en', /["]/],
  ])('in %s are typeset as it is done there', (language, wrong) => {
    expect(textsOf(language).filter(([, text]) => wrong.test(text))).toEqual([])
  })

  it('count', () => {
    const counted = (language: string) =>
      [0, 1, 2, 3, 11].map((count) => wordsFor(language).words.articles(count))
    expect(counted('en')).toEqual(['0 articles', '1 article', '2 articles', '3 articles', '11 articles'])
    expect(counted('fr')).toEqual(['0 article', '1 article', '2 articles', '3 articles', '11 articles'])
    expect(counted('ar')).toEqual(['لا مقالات', 'مقال واحد', 'مقالان', '3 مقالات', '11 مقالًا'])
    expect(counted('fa')).toEqual(['۰ نوشته', '۱ نوشته', '۲ نوشته', '۳ نوشته', '۱۱ نوشته'])
  })
})

describe('a date', () => {
  it.each([
    ['en', 'October 25, 2019, 15:10'],
    ['en-GB', '25 October 2019, 15:10'],
    ['fr', '25 octobre 2019, 15:10'],
    ['de', '25. Oktober 2019, 15:10'],
    ['es', '25 de octubre de 2019, 15:10'],
    ['ar', '25 أكتوبر 2019، 15:10'],
    ['ar-EG', '25 أكتوبر 2019، 15:10'],
    ['fa', '۳ آبان ۱۳۹۸، ۱۵:۱۰'],
    ['fa-AF', '۳ عقرب ۱۳۹۸، ۱۵:۱۰'],
    ['tlh', 'October 25, 2019, 15:10'],
  ])('in %s is %s', (language, expected) => {
    expect(formatDateAndTime(OCTOBER, language, 'Asia/Kabul')).toBe(expected)
  })

  it('is that of the time zone', () => {
    expect(formatDate(Date.UTC(2019, 9, 25, 23), 'en-GB', 'Asia/Kabul')).toBe('26 October 2019')
  })

  it('that begins a month is an ordinal number in French', () => {
    expect(formatDate(Date.UTC(2019, 9, 1), 'fr', 'UTC')).toBe('1er octobre 2019')
    expect(formatDate(Date.UTC(2019, 9, 11), 'fr', 'UTC')).toBe('11 octobre 2019')
  })
})

describe('a list', () => {
  it.each([
    ['en-GB', 'A, B and C'],
    ['fr', 'A, B et C'],
    ['de', 'A, B und C'],
    ['es', 'A, B y C'],
    ['ar', 'A وB وC'],
    ['fa', 'A،‏ B، و C'],
  ])('in %s is %s', (language, expected) => {
    expect(formatList(['A', 'B', 'C'], language)).toBe(expected)
  })

  it('of links is what stands between them', () => {
    expect(listParts(2, 'de')).toEqual([0, ' und ', 1])
    expect(listParts(0, 'de')).toEqual([])
  })
})
