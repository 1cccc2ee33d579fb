import { describe, expect, it } from 'vitest'
import { toWatchPage } from '../../../src/content/markdown/watch-page.ts'
import { readText } from '../blogs/read-blog.ts'

const PEERTUBE = '9c9de5e8-0a1e-484a-b099-e80766180a6d'
const LIST = 'PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf'
const YOUTUBE = 'https://www.youtube.com/'

describe('the page of a film', () => {
  it.each([
    [`${YOUTUBE}embed/a-b?rel=0`, `${YOUTUBE}watch?v=a-b`],
    ['https://www.youtube-nocookie.com/embed/a-b?start=90', `${YOUTUBE}watch?v=a-b&t=90s`],
    [`${YOUTUBE}embed/videoseries?list=${LIST}`, `${YOUTUBE}playlist?list=${LIST}`],
    ['https://player.vimeo.com/video/1467?h=ab12&dnt=1', 'https://vimeo.com/1467/ab12'],
    ['https://player.vimeo.com/video/1467?dnt=1#t=5', 'https://vimeo.com/1467'],
    [`https://tube.example/videos/embed/${PEERTUBE}?title=0`, `https://tube.example/w/${PEERTUBE}`],
    [`https://tube.example/video-playlists/embed/${PEERTUBE}`, `https://tube.example/w/p/${PEERTUBE}`],
    [
      'https://www.dailymotion.com/embed/video/x7tgad0?autoplay=1',
      'https://www.dailymotion.com/video/x7tgad0',
    ],
    ['https://geo.dailymotion.com/player.html?video=x7tgad0', 'https://www.dailymotion.com/video/x7tgad0'],
    ['https://player.twitch.tv/?video=v12&parent=a.example', 'https://www.twitch.tv/videos/12'],
    ['https://player.bilibili.com/player.html?bvid=BV1xx&page=1', 'https://www.bilibili.com/video/BV1xx'],
    ['https://archive.org/embed/a.b-c', 'https://archive.org/details/a.b-c'],
    ['https://media.ccc.de/v/a-1/oembed', 'https://media.ccc.de/v/a-1'],
    ['https://tube.example/videos/embed/', 'https://tube.example/videos/embed/'],
    ['https://m.example/y', 'https://m.example/y'],
    ['a/b', 'a/b'],
  ])('of the player at %s is %s', (player, page) => {
    expect(toWatchPage(player)).toBe(page)
  })
})

const FILM = `<p><a href="${YOUTUBE}watch?v=w7Ft2ymGmfc">A film</a></p>`

describe('a film', () => {
  it.each([
    ['hugo', '{{< youtube id="w7Ft2ymGmfc" title="A film" >}}', FILM],
    ['hugo', '{{< vimeo id="1467" title="A film" >}}', '<p><a href="https://vimeo.com/1467">A film</a></p>'],
    [
      'hugo',
      `{{< peertube host="tube.example" id="${PEERTUBE}" title="A film" >}}`,
      `<p><a href="https://tube.example/w/${PEERTUBE}">A film</a></p>`,
    ],
    [
      'hugo',
      `{{< peertube "https://tube.example/videos/embed/${PEERTUBE}" >}}`,
      `<p><a href="https://tube.example/w/${PEERTUBE}">https://tube.example/w/${PEERTUBE}</a></p>`,
    ],
    [
      'hexo',
      `{% youtube ${LIST} playlist %}`,
      `<p><a href="${YOUTUBE}playlist?list=${LIST}">${YOUTUBE}playlist?list=${LIST}</a></p>`,
    ],
    ['hexo', '{% vimeo 1467 %}', '<p><a href="https://vimeo.com/1467">https://vimeo.com/1467</a></p>'],
    [
      'jekyll',
      '{% youtube w7Ft2ymGmfc %}',
      `<p><a href="${YOUTUBE}watch?v=w7Ft2ymGmfc">${YOUTUBE}watch?v=w7Ft2ymGmfc</a></p>`,
    ],
    ['docusaurus', '<YouTube id="w7Ft2ymGmfc" title="A film" />', FILM],
    ['docusaurus', '<LiteYouTubeEmbed id="w7Ft2ymGmfc" title="A film" />', FILM],
    ['eleventy', '<lite-youtube videoid="w7Ft2ymGmfc" playlabel="A film"></lite-youtube>', FILM],
    ['astro', '<lite-youtube videoid="w7Ft2ymGmfc" title="A film" />', FILM],
    [
      'eleventy',
      `<lite-youtube videoid="w7Ft2ymGmfc"><a href="${YOUTUBE}watch?v=w7Ft2ymGmfc">A film</a></lite-youtube>`,
      `<p><a href="${YOUTUBE}watch?v=w7Ft2ymGmfc">A film</a></p>`,
    ],
    [
      'eleventy',
      '<lite-vimeo videoid="1467"></lite-vimeo>',
      '<p><a href="https://vimeo.com/1467">vimeo.com</a></p>',
    ],
    ['eleventy', '<lite-youtube videoid="x\'y"></lite-youtube>Text', '<p>Text</p>'],
    [
      'hugo',
      '<iframe src="https://player.vimeo.com/video/1467?h=ab12" title="A film"></iframe>',
      '<p><a href="https://vimeo.com/1467/ab12">A film</a></p>',
    ],
  ] as const)('of %s, %j, is a link to its page', (generator, body, html) => {
    expect(readText(generator, body)).toMatchObject({ html, problems: [] })
  })
})
