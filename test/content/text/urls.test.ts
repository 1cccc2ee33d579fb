import { describe, expect, it } from 'vitest'
import {
  decodePart,
  encodePath,
  joinParts,
  resolveLink,
  resolveUrl,
  slugify,
} from '../../../src/content/text/urls.ts'

const BASE = 'https://example.org/a/b/'

describe('resolveUrl', () => {
  it.each([
    ['c', 'https://example.org/a/b/c'],
    ['/c', 'https://example.org/c'],
    ['//h/c', 'https://h/c'],
    [' https://h/ü ', 'https://h/%C3%BC'],
    ['[1]|^`{"}\\', 'https://example.org/a/b/%5B1%5D%7C%5E%60%7B%22%7D/'],
    ['50%', 'https://example.org/a/b/50%25'],
    ['%5b%zz', 'https://example.org/a/b/%5b%25zz'],
    ['?[é]#a#[b]', 'https://example.org/a/b/?%5B%C3%A9%5D#a%23%5Bb%5D'],
    ['http://[::1]:80/[x]', 'http://[::1]/%5Bx%5D'],
    ['http://münchen.example/', 'http://xn--mnchen-3ya.example/'],
    ['http://a"b/', undefined],
    ['http://a{b}/', undefined],
    ['mailto:a@b.c', undefined],
    ['javascript:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    ['https://user@h/', undefined],
    ['https://', undefined],
    ['http://[', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, expected) => {
    expect(resolveUrl(text, BASE)).toBe(expected)
  })
})

describe('resolveLink', () => {
  it.each([
    ['mailto:a@b.c', 'mailto:a@b.c'],
    ['mailto:a b@[c]?subject=x|y', 'mailto:a%20b@%5Bc%5D?subject=x%7Cy'],
    ['ftp://h/[a] b', 'ftp://h/%5Ba%5D%20b'],
    ['magnet:?xt=urn:x^y', 'magnet:?xt=urn:x%5Ey'],
    ['tel:+1', 'tel:+1'],
    ['#x', 'https://example.org/a/b/#x'],
    ['data:text/html,x', undefined],
    ['vbscript:x', undefined],
    ['file:///etc/passwd', undefined],
    ['blob:https://h/x', undefined],
    ['\u0001javascript:alert(1)', undefined],
  ])('%j is %j', (text, expected) => {
    expect(resolveLink(text, BASE)).toBe(expected)
  })
})

describe('slugify', () => {
  it.each([
    ['Côte d’Ivoire: 2/3', 'côte-d-ivoire-2-3'],
    ['مذاکرات صلح', 'مذاکرات-صلح'],
    ['Cafe\u0301', 'café'],
    ['--a--', 'a'],
    ['🙂', ''],
  ])('%s is %j', (text, expected) => {
    expect(slugify(text)).toBe(expected)
  })
})

describe('encodePath', () => {
  it('keeps slashes alone and survives half a pair', () => {
    expect(encodePath("a b/c?d#e'(f)*!/ü\uD800")).toBe('a%20b/c%3Fd%23e%27%28f%29%2A%21/%C3%BC%EF%BF%BD')
  })
})

describe('decodePart', () => {
  it.each([
    ['a%20b', 'a b'],
    ['%C3%BC', 'ü'],
    ['%2F', '/'],
    ['%', undefined],
    ['%FF', undefined],
  ])('%s is %j', (text, expected) => {
    expect(decodePart(text)).toBe(expected)
  })
})

describe('joinParts', () => {
  it.each([
    ['x', 'a/b/x'],
    ['./x//y/', 'a/b/x/y'],
    ['../x', 'a/x'],
    ['../../x', 'x'],
    ['../../../x', undefined],
    ['x/../../..', undefined],
  ])('%s in a/b is %j', (path, expected) => {
    expect(joinParts(['a', 'b'], path.split('/'))).toBe(expected)
  })
})
