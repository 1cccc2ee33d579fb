import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { dryRun } from '../../../src/push/destinations/dry-run.ts'
import type { WebhookChoice } from '../../../src/push/destinations/settings.ts'
import { readSecrets } from '../../../src/push/destinations/standard-webhooks.ts'
import { answer, claim, createOne, HOSTILE, ITEM, NOW, send } from './item.ts'

const secretOf = (bytes: number, fill: number) => `whsec_${Buffer.alloc(bytes, fill).toString('base64')}`
const OLD = secretOf(32, 1)
const NEW = secretOf(24, 255)
const CHOICE: WebhookChoice = {
  ...{ place: 'push.0', kind: 'webhook', format: 'json' },
  ...{ url: 'https://example.org/hook', secret: 'HOOK' },
}
const createHook = (secret = OLD, choice: Partial<WebhookChoice> = {}) =>
  createOne({ ...CHOICE, ...choice } as WebhookChoice, { HOOK: secret })

describe('the signature', () => {
  it.each([...HOSTILE.keys()])(
    'is what the package `standardwebhooks` verifies, with hostile title %i',
    async (index) => {
      const now = Date.now()
      const item = { ...ITEM, title: HOSTILE[index]! }
      const { body, headers } = await send(await createHook(), 'released', item, now)
      const data = new Webhook(OLD).verify(body, headers)
      expect(data).toMatchObject({ type: 'article.released', data: { id: ITEM.id } })
      expect(() => new Webhook(NEW).verify(body, headers)).toThrow('No matching signature')
      expect(() => new Webhook(OLD).verify(`${body} `, headers)).toThrow('No matching signature')
      expect(new Webhook(OLD).sign(headers['webhook-id']!, new Date(now), body)).toBe(
        headers['webhook-signature'],
      )
    },
  )

  it('is one of each secret while it is exchanged', async () => {
    const { body, headers } = await send(await createHook(` ${NEW}  ${OLD} `), 'updated', ITEM, Date.now())
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/)
    for (const secret of [OLD, NEW]) expect(new Webhook(secret).verify(body, headers)).toBeDefined()
  })

  it('has an id that stays over attempts, and the time of the attempt', async () => {
    const hook = await createHook()
    const [first, second] = [await send(hook), await send(hook, 'released', ITEM, NOW + 90_500)]
    expect(first.headers['webhook-id']).toBe(`msg_7_${NOW}`)
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
    expect([first, second].map(({ headers }) => Number(headers['webhook-timestamp']) - NOW / 1000)).toEqual([
      0, 90,
    ])
    expect(second.body).toBe(first.body)
  })

  it.each([
    ['24 to 64 bytes', [secretOf(24, 0), secretOf(64, 9), `${OLD} ${NEW}`], true],
    [
      'nothing else',
      ['', 'x', secretOf(23, 1), secretOf(65, 1), OLD.slice(6), 'whsec_====', `${OLD} x`, 'whsec_a?'],
      false,
    ],
  ])('takes secrets of %s', (_, texts, isSecret) => {
    for (const text of texts) expect(readSecrets(text) !== undefined).toBe(isSecret)
  })
})

describe('the body', () => {
  it('has the type, the time of the event and the item', async () => {
    const { body, ...request } = await send(await createHook())
    expect(request).toMatchObject({ url: 'https://example.org/hook', method: 'POST' })
    expect(JSON.parse(body)).toEqual({
      type: 'article.released',
      timestamp: '2026-07-13T10:00:00.000Z',
      data: { ...ITEM, published: '2026-07-13T09:59:55.000Z', updated: '2026-07-13T09:59:56.000Z' },
    })
  })

  it.each([
    ['lifted', 'article.released'],
    ['restored', 'article.released'],
    ['updated', 'article.updated'],
    ['withdrawn', 'article.withdrawn'],
  ] as const)('calls %s %s', async (kind, type) => {
    expect(JSON.parse((await send(await createHook(), kind)).body).type).toBe(type)
  })

  it('repeats nothing of the text of what is withdrawn, neither sent nor kept', async () => {
    const hook = await createHook()
    const { data } = JSON.parse((await send(hook, 'withdrawn')).body)
    const { id, url, site } = ITEM
    expect(data).toEqual({ id, url, site, updated: '2026-07-13T09:59:56.000Z' })
    for (const text of [ITEM.title, ITEM.summary!, 'Ada', 'Breaking'])
      expect(claim(hook, 'withdrawn')[0]!.body).not.toContain(text)
  })

  it.each([...HOSTILE.keys()])('is at most 20 KB and valid Unicode with hostile text %i', async (index) => {
    const text = HOSTILE[index]!
    const item = {
      ...ITEM,
      title: text,
      summary: text,
      tags: Array(500).fill('é'.repeat(30)),
      authors: [text],
    }
    const { body } = await send(await createHook(), 'updated', item)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000)
    expect(body).not.toMatch(/\\ud[89a-f]/i)
    expect(JSON.stringify(JSON.parse(body)).isWellFormed()).toBe(true)
  })
})

describe('which articles', () => {
  it.each([
    [{}, true],
    [{ sections: ['news'] }, true],
    [{ sections: ['news/world'] }, true],
    [{ sections: ['new', 'notes'] }, false],
    [{ sections: ['news/world/asia'] }, false],
    [{ tags: ['breaking'] }, true],
    [{ tags: ['other', 'two words'] }, true],
    [{ tags: ['other'] }, false],
    [{ sections: ['news'], tags: ['other'] }, false],
    [{ sections: ['notes'], tags: ['breaking'] }, false],
  ])('are told by %j: %s', async (choice, isTold) => {
    expect(claim(await createHook(OLD, choice))).toHaveLength(isTold ? 1 : 0)
  })

  it.each([
    ['released', 0],
    ['lifted', 0],
    ['restored', 0],
    ['updated', 1],
    ['withdrawn', 1],
  ] as const)(
    'are left out by settings: when %s, %i messages go to those who have an earlier version',
    async (kind, count) => {
      for (const choice of [{ tags: ['other'] }, { sections: ['notes'] }]) {
        const hook = await createHook(OLD, choice)
        const messages = hook.messagesOf(kind, { ...ITEM, ...(kind === 'withdrawn' && { tags: [] }) }, [])
        expect(messages.map(({ needsEarlier }) => needsEarlier)).toEqual(Array(count).fill(true))
      }
    },
  )
})

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('of %i is an arrival', async (status) => {
    expect((await createHook()).judge(answer(status))).toBeUndefined()
  })

  it.each([
    [302, false],
    [400, true],
    [401, false],
    [404, false],
    [410, true],
    [413, true],
    [429, false],
    [500, false],
    [503, false],
  ])('of %i is none, and final: %s', async (status, isFinal) => {
    expect((await createHook()).judge(answer(status))).toEqual({ error: `answered ${status}`, isFinal })
  })
})

it('says what the receiver answered, in a few words', async () => {
  const hook = await createHook()
  const errorOf = (body: string) => hook.judge(answer(500, body))!.error
  expect(errorOf(' bad\n signature ')).toBe('answered 500: bad signature')
  expect(errorOf('<!DOCTYPE html><p>Sorry')).toBe('answered 500')
  expect(errorOf('x'.repeat(9000))).toHaveLength(214)
})

describe('a dry run', () => {
  it('shows what would be sent, without secrets and signatures', async () => {
    const text = await dryRun(await createHook(), 'released', ITEM, [])
    expect(text).toContain('webhook example.org:\n\nPOST https://example.org/hook\n')
    expect(text).toContain('webhook-signature: (hidden)\n')
    expect(text).toContain('"title": "Hello & <b>welcome</b>"')
    expect(text).not.toContain(OLD)
    expect(text).not.toContain('v1,')
  })

  it('hides an address that stands in a variable', async () => {
    const choice: WebhookChoice = { place: 'push.0', kind: 'webhook', format: 'slack', url: 'ROOM' }
    const slack = await createOne(choice, { ROOM: 'https://chat.example/services/secret' })
    const text = await dryRun(slack, 'updated', ITEM, [])
    expect(text).toMatch(/^slack ROOM:\n\nPOST \(hidden\)\n/)
    expect(text).toContain('Corrected: ')
    expect(text).not.toContain('chat.example')
  })

  it('hides the token of a bot', async () => {
    const url = 'https://api.telegram.org/'
    const choice: WebhookChoice = {
      ...{ place: 'push.0', kind: 'webhook', format: 'telegram' },
      ...{ url, token: 'BOT', chat: '@example' },
    }
    const token = `123456:${'aB-_'.repeat(9)}`
    const text = await dryRun(await createOne(choice, { BOT: token }), 'released', ITEM, [])
    expect(text).toContain('POST https://api.telegram.org/bot(hidden)/sendMessage')
    expect(text).not.toContain(token)
  })

  it('says that the settings leave an article out', async () => {
    const hook = await createHook(OLD, { tags: ['x'] })
    expect(await dryRun(hook, 'released', ITEM, [])).toBe(
      'webhook example.org: nothing, because its settings leave the article out.\n',
    )
    expect(await dryRun(hook, 'withdrawn', ITEM, [])).toContain(
      'webhook example.org, if it was told of it before:\n\nPOST ',
    )
  })
})
