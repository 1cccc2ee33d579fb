import { describe, expect, it } from 'vitest'
import { findArticle } from '../../../src/commands/push/find-article.ts'
import { HOSTILE, NOW, OBEYED, openCommands, SITE } from './open-commands.ts'

const ENTRY = { hash: 'h', released: NOW - 90_000, updated: NOW - 90_000 }

async function openDeliveries() {
  const opened = await openCommands()
  const { outbox } = opened.store
  await outbox.begin([], NOW - 100_000)
  const entry = {
    ...ENTRY,
    id: 'tag:1',
    path: 'news/one.md',
    title: `One ${HOSTILE}`,
    url: `${SITE}news/one/`,
  }
  await outbox.record({
    ...{ at: NOW - 90_000, quiet: [], topics: [] },
    events: [{ kind: 'released', entry }],
    messagesOf: () =>
      ['desk', 'slack'].map((destination) => ({
        destination,
        article: 'tag:1',
        kind: 'released',
        body: '{}',
      })),
  })
  const [desk, slack] = await outbox.claimMessages(NOW - 90_000, 9)
  await outbox.settleMessages([{ id: desk!.id, result: 'delivered', status: 204 }], NOW - 89_000)
  await outbox.settleMessages(
    [{ id: slack!.id, result: 'failed', status: 410, error: `answered 410: ${HOSTILE}` }],
    NOW,
  )
  return opened
}

it('says in plain words when an article arrived, and no terminal obeys its title or an answer', async () => {
  const { run } = await openDeliveries()
  for (const name of [[], ['news/one.md'], ['tag:1'], [`${SITE}news/one/`], ['one']]) {
    const { code, lines } = await run(['deliveries', ...name])
    expect(code).toBe(0)
    expect(lines.join('\n')).not.toMatch(OBEYED)
    expect(lines).toContain('  desk: arrived 1 minute ago, after 1 second (answered 204)')
    expect(lines.find((line) => line.startsWith('  slack: '))).toMatch(
      /^ {2}slack: failed for good: answered 410: /,
    )
    expect(lines.find((line) => line.startsWith('One '))).toMatch(/: released 1 minute ago$/)
  }
})

it('sends an article again to every destination', async () => {
  const { run, store } = await openDeliveries()
  expect((await run(['deliveries', 'one', '--again'])).lines[0]).toMatch(/is sent again to 2 destinations/)
  expect(await store.outbox.claimMessages(NOW, 9)).toHaveLength(2)
  const { errors } = await run(['deliveries', '--again'])
  expect(errors).toEqual([
    expect.stringMatching(/^Name the article that is to be sent again\. `wireroom deliveries --help`/),
  ])
})

it('prints JSON for programs', async () => {
  const { run } = await openDeliveries()
  const { articles } = JSON.parse((await run(['deliveries', '--json'])).lines.join('\n'))
  expect(articles).toMatchObject([
    { article: 'tag:1', at: '2026-03-10T11:58:30.000Z', channels: [{ channel: 'desk', status: 204 }, {}] },
  ])
})

describe('a dry run', () => {
  const secret = `whsec_${btoa('0123456789abcdef0123456789abcdef')}`

  it('prints what would be sent of an article that is to come, without the secret, and sends nothing', async () => {
    const { run, all } = await openCommands()
    const { code, lines } = await run(['deliveries', 'news/later.md', '--dry-run'], { HOOK: secret })
    const text = lines.join('\n')
    expect(code).toBe(0)
    expect(lines[0]).toMatch(/^news\/later\.md, as if it were released at its time, 20(?:29|30)-/)
    expect(text).toContain('POST https://example.org/hook')
    expect(text).toContain('    "title": "Later"')
    expect(text).not.toContain(secret)
    expect(await all('select * from message')).toEqual([])
  })

  it('names the variable that is missing', async () => {
    const { run } = await openCommands()
    const { code, lines } = await run(['deliveries', '--dry-run'])
    expect(code).toBe(1)
    expect(lines[0]).toContain('The environment variable HOOK is not set')
  })
})

describe('an article', () => {
  const articles = ['news/a.md', 'old/a.md', 'b.mdx'].map((path) => ({
    id: `id:${path}`,
    url: `u:${path}`,
    path,
  }))
  it.each([
    ['news/a', 'news/a.md'],
    ['./content/news/a.md', 'news/a.md'],
    ['b', 'b.mdx'],
    ['id:old/a.md', 'old/a.md'],
    ['u:b.mdx', 'b.mdx'],
  ])('named %s is %s', (name, path) => expect(findArticle(articles, 'content/', name).path).toBe(path))

  it('is not guessed where several have the name', () => {
    expect(() => findArticle(articles, 'content', 'a')).toThrow(
      '2 articles are named a, such as news/a.md, old/a.md. Give the whole path.',
    )
    expect(() => findArticle(articles, 'content', 'c')).toThrow('There is no article c')
  })
})
