import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'
import { article } from '../../publication/fixtures.ts'

const NOW = Date.UTC(2026, 0, 1)

function open(files: Record<string, string>, siteUrl = 'https://example.org/') {
  const directory = makeFolder(files)
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/', siteUrl })
  const app = createApp({ publication: createFolderPublication(folder, 'test'), now: () => NOW })
  return {
    add(added: Record<string, string>) {
      writeFiles(directory, added)
      folder.refresh()
    },
    async get(path: string) {
      const response = await app.request(path)
      return {
        etag: response.headers.get('etag'),
        modified: response.headers.get('last-modified'),
        body: await response.text(),
      }
    },
  }
}

describe('a file that is added beside the articles', () => {
  const ARCHIVE = '/archive/1/feed.xml'
  const files = Object.fromEntries(
    [1, 2, 3, 4, 5].map((day) => [
      `a${day}.md`,
      article({ title: `A${day}`, date: `2025-01-0${day}`, image: `a${day}.png` }, `![](a${day}.png)`),
    ]),
  )

  it('leaves the validators of what does not refer to it as they are, those of archives first of all', async () => {
    const { add, get } = open({ '_index.md': '---\nfeedLimit: 2\n---\n', 'a1.png': 'PNG', ...files })
    const before = await Promise.all([get(ARCHIVE), get('/feed.xml')])
    add({
      'b.md': article({ title: 'B', date: '2025-01-06', image: 'b.png' }),
      'b.png': 'PNG',
      'x/c.mp3': 'ID3',
    })
    expect(await get(ARCHIVE)).toEqual(before[0])
    const after = await get('/feed.xml')
    expect(after.etag).not.toBe(before[1].etag)
    add({ 'a4.png': 'PNG' })
    expect(await get('/feed.xml')).toEqual(after)
    add({ 'a5.png': 'PNG' })
    expect((await get('/feed.xml')).etag).not.toBe(after.etag)
    expect(await get(ARCHIVE)).toEqual(before[0])
  })

  it.each([
    ['![](pic.png)', 'pic.png'],
    ['<img src=pic.png alt=x>', 'pic.png'],
    ['[a report](../n/pic.pdf?x#y)', 'n/pic.pdf'],
    ['![x][p]\n\n[p]: ../img/pic.png "Title"', 'img/pic.png'],
    ['![](<a pic (1).png>)', 'a pic (1).png'],
    ['![](a%20pic%20%281%29.png)', 'a pic (1).png'],
    ['![](<my caf%C3%A9.png>)', 'my café.png'],
    ['![](<Tom & Jerry.png>)', 'Tom & Jerry.png'],
    ['![](Tom%20&amp;%20Jerry.png)', 'Tom & Jerry.png'],
    ['![](50%off.png)', '50%off.png'],
    ['![](<50% off.png>)', '50% off.png'],
    ['![](pic%2Epng)', 'pic.png'],
    ['![](pic.p%6Eg)', 'pic.png'],
    ['![](a\\_pic\\.png)', 'a_pic.png'],
    ['<img src="pic&#46;png" alt="x">', 'pic.png'],
    ['<img src="pic&period;png" alt="x">', 'pic.png'],
    ['<img src="pi&#x63;.png" alt="x">', 'pic.png'],
    ['<img src="caf&eacute;.png" alt="x">', 'café.png'],
    ['![](caf%C3%A9.png)', 'café.png'],
    ['![](cafe\u0301.png)', 'cafe\u0301.png'],
    ['![](عکس.png)', 'عکس.png'],
    ['![](%D8%B9%DA%A9%D8%B3.png)', 'عکس.png'],
    ['![](🙂.png)', '🙂.png'],
    ['![](PIC.JPG)', 'PIC.JPG'],
    [`![](${'long'.repeat(50)}.png)`, `${'long'.repeat(50)}.png`],
    [`![](${encodeURIComponent('ع'.repeat(60))}.png)`, `${'ع'.repeat(60)}.png`],
    ['<video src="pic.mp4" poster="pic.webp"></video>', 'pic.webp'],
    ['<img srcset="pic.png 1x, pic-2.png 2x" src="x.png" alt="x">', 'pic-2.png'],
    ['{{< figure src="pic.png" >}}', 'pic.png'],
    ['![]({{ "pic" | append: ".png" }})', 'pic.png'],
    ['![]({{ site.baseurl }}pic.png)', 'n/pic.png'],
  ])('changes the validator of what refers to it: %s', async (body, path) => {
    const { add, get } = open({ 'n/a.md': article({ title: 'A', date: '2025-01-01' }, body) })
    const at = path.startsWith('n/') || path.startsWith('img/') ? path : `n/${path}`
    const before = await get('/feed.json')
    add({ [at]: 'FILE', 'n/other.gif': 'GIF' })
    const after = await get('/feed.json')
    expect(after.body).not.toBe(before.body)
    expect(after.etag).not.toBe(before.etag)
  })

  it.each([
    ['none', '<img src="{{ page.title }}/pic.png" alt="x">', 'n/A/pic.png'],
    ['jekyll', '![]({{ "/img" }}/pic.png)', 'img/pic.png'],
    ['none', '![]({% if x %}/img{% endif %}/pic.png)', 'img/pic.png'],
    ['pelican', '![]({attach}pic.png)', 'n/pic.png'],
    ['pelican', '<img src="%7Battach%7Dpic.png" alt="x">', 'n/pic.png'],
    ['none', '{% asset_img my%20pic.png %}', 'n/a/my%20pic.png'],
  ])('changes it in a site of %s at a path: %s', async (generator, body, path) => {
    const folder = generator === 'pelican' ? 'content' : '_posts'
    const files = {
      '_index.md': article({ generator, permalinks: '/:year/:slug/' }),
      [`${folder}/a.md`]: article({ title: 'A', date: '2025-01-01' }, body),
    }
    const { add, get } = open(files, 'https://example.org/blog/')
    add({ 'other.png': 'PNG', 'an other.png': 'PNG' })
    const before = await get('/feed.json')
    add({ [path.replace(/^n\//, `${folder}/`)]: 'PNG' })
    const after = await get('/feed.json')
    expect(after.body).not.toBe(before.body)
    expect(after.etag).not.toBe(before.etag)
  })
})
