import { expect, it } from 'vitest'
import type { Episode } from '../../../src/content/podcast/episode.ts'
import { CHAPTERS } from '../../../src/feed/formats/chapters.ts'
import { createItem } from '../sample.ts'

function render(episode: Partial<Episode>, list: NonNullable<Episode['chapters']>['list']): object {
  const chapters = { url: 'https://example.org/one.chapters.json', type: 'application/json+chapters', list }
  const whole = { transcripts: [], people: [], soundbites: [], chapters, ...episode }
  return JSON.parse(CHAPTERS.render(createItem({ title: 'One', episode: whole })))
}

it('JSON Chapters 1.2: what is known of each chapter, with any text', () => {
  const list = [
    { startSeconds: 0, isHidden: true },
    {
      startSeconds: 90.5,
      endSeconds: 95,
      title: 'B "\u0001\ud800"',
      imageUrl: 'https://example.org/i.png',
      url: 'https://example.org/b',
    },
  ]
  expect(render({ title: 'Short' }, list)).toEqual({
    version: '1.2.0',
    title: 'Short',
    chapters: [
      { startTime: 0, toc: false },
      {
        startTime: 90.5,
        endTime: 95,
        title: 'B ""',
        img: 'https://example.org/i.png',
        url: 'https://example.org/b',
      },
    ],
  })
})

it('the title of the episode is that of the article, where it has no other', () => {
  expect(render({}, [{ startSeconds: 0 }])).toMatchObject({ title: 'One' })
})
