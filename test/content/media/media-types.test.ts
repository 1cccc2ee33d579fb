import { expect, it } from 'vitest'
import { mediaTypeOf } from '../../../src/content/media/media-types.ts'

it.each([
  ['a.mp3', 'audio/mpeg'],
  ['A.JPG', 'image/jpeg'],
  ['https://h/a.m4a?x=1.png#y', 'audio/mp4'],
  ['a.chapters.json', 'application/json+chapters'],
  ['2026-10-02-first-episode.Transcript.JSON', 'application/json'],
  ['a.transcript.html', 'text/html; charset=utf-8'],
  ['a.chapters.mp3', 'audio/mpeg'],
  ['a.chapters.html', undefined],
  ['a.csv', 'text/csv; charset=utf-8'],
  ['a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['a.m3u8', 'application/vnd.apple.mpegurl'],
  ['a.m4b', 'audio/mp4'],
  ['a.json', undefined],
  ['chapters.json', undefined],
  ['a.html', undefined],
  ['a.mp3.exe', undefined],
  ['a.constructor', undefined],
  ['mp3', undefined],
  ['', undefined],
])('the media type of %s is %s', (name, expected) => {
  expect(mediaTypeOf(name)).toBe(expected)
})
