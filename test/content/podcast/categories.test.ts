import { describe, expect, it } from 'vitest'
import { isAppleCategory, parseShowCategory } from '../../../src/content/podcast/categories.ts'

describe('parseShowCategory', () => {
  it.each([
    ['Technology', { name: 'Technology' }],
    ['tv & film', { name: 'TV & Film' }],
    ['Society & Culture > Documentary', { name: 'Society & Culture', within: 'Documentary' }],
    ['society & culture>documentary', { name: 'Society & Culture', within: 'Documentary' }],
    ['Stand up', { name: 'Comedy', within: 'Stand-Up' }],
    ['Religion', { name: 'Religion & Spirituality', within: 'Religion' }],
  ])("%s is Apple's, in its spelling", (text, expected) => {
    expect(parseShowCategory(text)).toEqual(expected)
    expect(isAppleCategory(expected)).toBe(true)
  })

  it.each([
    ['News & Politics', { name: 'News & Politics' }],
    ['Technology > Gadgets', { name: 'Technology', within: 'Gadgets' }],
    ['constructor', { name: 'constructor' }],
    ['Arts > toString', { name: 'Arts', within: 'toString' }],
  ])('%s keeps its spelling, and is not a category of Apple', (text, expected) => {
    expect(parseShowCategory(text)).toEqual(expected)
    expect(isAppleCategory(expected)).toBe(false)
  })

  it('empty text is not a category', () => {
    expect(['', ' > ', '> Documentary'].map(parseShowCategory)).toEqual([undefined, undefined, undefined])
  })
})
