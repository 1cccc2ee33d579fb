import { describe, expect, it } from 'vitest'
import { article } from './article.ts'
import { openRuntimes } from './visibility/runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)

/** What is published and said of an article with this text, beside `p.png` and `shown.csv`. */
async function publish(body: string, frontMatter: Record<string, string> = {}) {
  const { asks, folder, problems } = openRuntimes(
    {
      'news/a.md': article({ title: 'A', date: '2025-01-01', ...frontMatter }, body),
      'news/p.png': 'x',
      'news/shown.csv': 'x',
      'news/there.TIFF': 'x',
      'news/b.md': article({ title: 'B', date: '2025-01-01' }),
    },
    NOW,
  )
  const items = await Promise.all(
    Object.values(asks).map(async (ask) =>
      JSON.parse((await ask('feed.json', NOW)).text).items.find(
        ({ title }: { title: string }) => title === 'A',
      ),
    ),
  )
  expect(items[1]).toEqual(items[0])
  expect(items[2]).toEqual(items[0])
  const missing = [...folder.library().problems, ...problems].filter(({ code }) => code === 'missing-file')
  return {
    item: items[0],
    problems: missing.map(({ path, line, message, hint }) => `${path}:${line} ${message}. ${hint}.`),
  }
}

describe('a file that is not there is one warning with its line', () => {
  it.each([
    ['![The boat](gone.jpg)', 'gone.jpg', '<p>The boat</p>'],
    ['![The boat](./gone%20away.jpg)', './gone away.jpg', '<p>The boat</p>'],
    ['<img src="gone.jpg" alt="The boat">', 'gone.jpg', 'The boat'],
    ['[The story](missing.md)', 'missing.md', '<p>The story</p>'],
    ['[The table](gone.csv#top)', 'gone.csv#top', '<p>The table</p>'],
  ])('in a text: %s', async (body, name, html) => {
    const { item, problems } = await publish(`First.\n\n${body}\n\n${body}`)
    expect(problems).toEqual([
      `news/a.md:8 There is no file "${name}" beside this one, so readers see the text in its place. Put the file there, or correct the name.`,
    ])
    expect(item.content_html).toContain(html)
    expect(item.content_html).not.toContain(name)
  })

  it.each([
    ['[The table](table.xyz)', 'table.xyz', '<p>The table</p>'],
    ['[The film](film.3gp)', 'film.3gp', '<p>The film</p>'],
    ['![The boat](boat.heic)', 'boat.heic', '<p>The boat</p>'],
    ['![The boat](./there.TIFF)', './there.TIFF', '<p>The boat</p>'],
    ['<img src="boat.bmp" alt="The boat">', 'boat.bmp', 'The boat'],
    ['<video src="boat.mkv" title="The boat"></video>', 'boat.mkv', '<video'],
  ])('that is of a type which is not published: %s', async (body, name, html) => {
    const { item, problems } = await publish(`First.\n\n${body}\n\n${body}`)
    expect(problems).toEqual([
      `news/a.md:8 Files of the type of "${name}" are not published, so readers see the text in its place. Save it as another type, such as JPEG, PNG, MP3, MP4, PDF or ZIP, or correct the name.`,
    ])
    expect(item.content_html).toContain(html)
    expect(item.content_html).not.toContain(name)
  })

  it.each(['boat.heic', './there.TIFF', '{ path: boat.jxl, alt: A }'])(
    'as an image of a type that is not published: %s',
    async (image) => {
      const { item, problems } = await publish('Text.', { image })
      expect(item.image).toBeUndefined()
      expect(problems).toEqual([
        expect.stringMatching(
          /^news\/a\.md:4 Files of the type of "\S+" are not published, so it is left out\. /,
        ),
      ])
    },
  )

  it.each([
    ['![The boat](<C:\\Users\\ada\\boat.png>)', 'C:\\Users\\ada\\boat.png', '<p>The boat</p>'],
    ['![The boat](file:///home/ada/boat.png)', 'file:///home/ada/boat.png', '<p>The boat</p>'],
    ['[The boat](<C:\\Users\\ada\\boat.pdf>)', 'C:\\Users\\ada\\boat.pdf', '<p>The boat</p>'],
    ['[The boat](obsidian://open?vault=x)', 'obsidian://open?vault=x', '<p>The boat</p>'],
    ['[The boat](https://ada:secret@h.example/)', 'https://ada:secret@h.example/', '<p>The boat</p>'],
    ['<video src="blob:x"></video>', 'blob:x', '<video'],
  ])('or no address for readers: %s', async (body, name, html) => {
    const { item, problems } = await publish(`First.\n\n${body}\n\n${body}`)
    expect(problems).toEqual([
      expect.stringMatching(
        /^news\/a\.md:8 ".+" leads readers nowhere, so readers see the text in its place\. Put /,
      ),
    ])
    expect(problems[0]).toContain(`"${name}"`)
    expect(item.content_html).toContain(html)
    expect(item.content_html).not.toContain(name)
  })

  it('or an address in angle brackets that no reader can follow, which stays as text', async () => {
    const { item, problems } = await publish('See <doi:10.1000/182> and <javascript:alert(1)>.')
    expect(item.content_html).toBe('<p>See doi:10.1000/182 and .</p>')
    expect(problems).toHaveLength(2)
  })

  it('as the image of an article, which has none then', async () => {
    const { item, problems } = await publish('Text.', { image: 'gone.jpg' })
    expect(item.image).toBeUndefined()
    expect(problems).toEqual([
      'news/a.md:4 There is no file "gone.jpg" beside this one, so it is left out. Put the file there, or correct the name.',
    ])
  })

  it('as an enclosure, which keeps its address', async () => {
    const { item, problems } = await publish('Text.', { enclosure: '{ url: gone.mp3, length: 3 }' })
    expect(item.attachments).toHaveLength(1)
    expect(problems[0]).toContain('news/a.md:4 There is no file "gone.mp3" beside this one')
  })

  it.each([
    ['cover', 'Put the file there, or correct the name.'],
    ['p', 'Write "p.png", which is there.'],
  ])('as a picture without an ending, which is not an address: %s', async (name, hint) => {
    for (const { item, problems } of [
      await publish(`![The boat](${name})`),
      await publish('The boat', { image: name }),
    ]) {
      expect(item.image).toBeUndefined()
      expect(item.content_html).toBe('<p>The boat</p>')
      expect(problems).toEqual([expect.stringContaining(`There is no file "${name}" beside this one, so `)])
      expect(problems[0]).toContain(hint)
    }
  })

  it.each(['P.PNG', 'P.png', 'p.PNG'])('that names the near one: %s beside p.png', async (name) => {
    for (const { problems } of [await publish(`![a](${name})`), await publish('Text.', { image: name })])
      expect(problems).toEqual([expect.stringContaining('Write "p.png", which is there.')])
  })
})

describe('a link to a Markdown file that is there and not published', () => {
  it.each([
    ['broken.md', '---\ntitle: [\n---\n'],
    ['undated.md', '---\ntitle: Undated\n---\n'],
    ['plain.md', 'Plain.'],
  ])('says so to the author alone: %s', async (name, source) => {
    const { asks, problems } = openRuntimes(
      {
        'news/a.md': article({ title: 'A', date: '2025-01-01' }, `[It](${name}) [no](../${name})`),
        [`news/${name}`]: source,
      },
      NOW,
    )
    for (const ask of Object.values(asks)) {
      const { text } = await ask('feed.json', NOW)
      expect(JSON.parse(text).items[0].content_html).toBe('<p>It no</p>')
    }
    expect(problems.filter(({ code }) => code === 'missing-file').map(({ message }) => message)).toEqual([
      `The file "${name}" is there and not published, so readers see the text in its place`,
      `There is no file "../${name}" beside this one, so readers see the text in its place`,
    ])
  })
})

it.each([
  '[a](/about/)',
  '[a](../other-post/)',
  '[a](about.html)',
  '[a](other)',
  '[a](b.md)',
  '[a](shown.csv)',
  '![a](p.png)',
  '![a](https://cdn.example/gone.png)',
  '![a](/images/gone.png)',
  '![a](/images/gone.heic)',
  '![a](https://cdn.example/gone.heic)',
  '![a](thumb.php?id=1)',
  '[a](v1.2)',
  '[a](#top)',
  '[a](mailto:a@b.example)',
  '[a](webcal://h.example/c.ics)',
  '<irc://h.example/c>',
  '[a](matrix:r/room:h.example)',
  '![a](data:image/png;base64,iVBORw0KGgo=)',
  '<a name="x">a</a> [a](#x)',
  '[](<>) ![](<>) [a](#)',
])('%s is no missing file', async (body) => {
  const { item, problems } = await publish(body)
  expect(problems).toEqual([])
  expect(item.content_html).toMatch(/<(?:a href|img src)="/)
})
