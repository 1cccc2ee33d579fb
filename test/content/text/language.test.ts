import { describe, expect, it } from 'vitest'
import { isRightToLeft, parseLanguage } from '../../../src/content/text/language.ts'

describe('parseLanguage', () => {
  it.each([
    ['en', 'en'],
    ['zh_cn', 'zh-CN'],
    ['FA-af', 'fa-AF'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['English', undefined],
    ['e', undefined],
    ['en-', undefined],
    ['en US', undefined],
    ['', undefined],
  ])('%j is %j', (text, expected) => {
    expect(parseLanguage(text)).toBe(expected)
  })
})

describe('isRightToLeft', () => {
  it.each([
    ['fa-AF', true],
    ['ar', true],
    ['he', true],
    ['ps', true],
    ['en', false],
    ['az', false],
    ['az-Arab', true],
    ['fa-Latn', false],
  ])('%s: %s', (language, expected) => {
    expect(isRightToLeft(language)).toBe(expected)
  })
})
