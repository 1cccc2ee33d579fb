import { describe, expect, it } from 'vitest'
import { facetSlug, laterFacetPaths, parseFolder } from '../../src/feed/scope.ts'

describe('the slug of a tag', () => {
  it.each([
    ['Peace', 'peace'],
    ['Node.js', 'node-js'],
    ['C++', 'c++'],
    ['C#', 'c#'],
    ['net', 'net'],
    ['.NET', 'dot-net'],
    ['.net', 'dot-net'],
    ['ASP.NET', 'asp-net'],
    ['...', 'u-2e-2e-2e'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Kadın', 'kadın'],
    ['ΟΔΟΣ', 'οδος'],
    ['صلح', 'صلح'],
  ])('of %s is %s', (name, slug) => {
    expect(facetSlug(name)).toBe(slug)
    // The folder of our links means the tag.
    expect(parseFolder(`tags/${encodeURIComponent(slug)}/`, () => undefined)?.scope.facet?.slug).toBe(slug)
  })
})

describe('a path from before', () => {
  it.each([
    ['tags/net/feed.xml', ['tags/dot-net/feed.xml']],
    ['news/tags/net/', ['news/tags/dot-net/']],
    ['tags/stra%C3%9Fe/atom.xml', ['tags/strasse/atom.xml', 'tags/dot-stra%C3%9Fe/atom.xml']],
    ['tags/net', []],
    ['news/net/feed.xml', []],
    ['tags/%ff/feed.xml', []],
  ])('%s may mean %s', (path, paths) => {
    expect(laterFacetPaths(path)).toEqual(paths)
  })
})
