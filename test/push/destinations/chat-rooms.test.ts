import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { WebhookChoice } from '../../../src/push/destinations/settings.ts'
import type { EventKind } from '../../../src/push/outbox.ts'
import { answer, createOne, HOSTILE, ITEM, send } from './item.ts'

const BOT = `123456:${'aB-_'.repeat(9)}`
const ROOM = 'https://chat.example/room'
const CHOICES: Record<'slack' | 'discord' | 'telegram', WebhookChoice> = {
  slack: { place: 'push.0', kind: 'webhook', format: 'slack', url: 'ROOM' },
  discord: { place: 'push.0', kind: 'webhook', format: 'discord', url: 'ROOM' },
  telegram: {
    ...{ place: 'push.0', kind: 'webhook', format: 'telegram' },
    ...{ url: 'https://api.telegram.org', token: 'BOT', chat: '@example' },
  },
}
const createRoom = (format: keyof typeof CHOICES) => createOne(CHOICES[format], { ROOM, BOT })

async function render(format: keyof typeof CHOICES, kind: EventKind, item = ITEM) {
  const { body, url } = await send(await createRoom(format), kind, item)
  return { message: JSON.parse(body), url }
}

/** Slack: docs.slack.dev, blocks `section` and `context`, text objects, and the escaping of text. */
const mrkdwn = z
  .string()
  .min(1)
  .max(3000)
  .refine((text) => !/&(?!(?:amp|lt|gt);)/.test(text), 'a bare &')
  .refine(
    (text) => !/[<>]/.test(text.replace(/^([A-Z][a-z ]+: )?<https:[^<>|]*\|[^<>]*>/, '')),
    'a bare < or >',
  )
const textObject = z.strictObject({ type: z.literal('mrkdwn'), text: mrkdwn, verbatim: z.literal(true) })
const SLACK = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(40_000)
    .regex(/^[^<>]*$/),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('section'), text: textObject }),
        z.strictObject({ type: z.literal('context'), elements: z.array(textObject).min(1).max(10) }),
      ]),
    )
    .max(50),
  unfurl_links: z.boolean(),
  unfurl_media: z.boolean(),
})

/** Discord: Execute Webhook, embeds and their limits. */
const DISCORD = z
  .strictObject({
    embeds: z
      .array(
        z.strictObject({
          title: z.string().min(1).max(256),
          description: z.string().min(1).max(4096).optional(),
          url: z
            .url({ protocol: /^https?$/ })
            .max(2048)
            .optional(),
          timestamp: z.iso.datetime(),
          footer: z.strictObject({ text: z.string().min(1).max(2048) }).optional(),
          image: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }).optional(),
        }),
      )
      .min(1)
      .max(10),
    allowed_mentions: z.strictObject({ parse: z.tuple([]) }),
  })
  .refine(
    ({ embeds }) =>
      embeds.reduce(
        (sum, { title, description = '', footer }) =>
          sum + title.length + description.length + (footer?.text.length ?? 0),
        0,
      ) <= 6000,
    'more than 6,000 characters',
  )

/** Telegram: sendMessage, with the tags of its HTML. */
const TELEGRAM = z.strictObject({
  chat_id: z.string().regex(/^(?:@\w+|-?\d+)$/),
  text: z
    .string()
    .min(1)
    .refine((text) => shownOf(text).length <= 4096 && shownOf(text).trim().length >= 1, 'the length')
    .refine((text) => !/&(?!(?:amp|lt|gt|quot);)/.test(text), 'a bare &')
    .refine((text) => tagsOf(text).every((tag) => ['a', 'b', 'i'].includes(tag)), 'unknown tags')
    .refine((text) => tagsOf(text).filter((tag) => tag === 'a').length <= 1, 'a link of the title'),
  parse_mode: z.literal('HTML'),
  link_preview_options: z.union([
    z.strictObject({ is_disabled: z.literal(true) }),
    z.strictObject({ url: z.url() }),
  ]),
})
const SCHEMAS = { slack: SLACK, discord: DISCORD, telegram: TELEGRAM }

function shownOf(html: string): string {
  const texts: string[] = []
  const parser = new Parser({ ontext: (text) => void texts.push(text) })
  parser.end(html)
  return texts.join('')
}

function tagsOf(html: string): string[] {
  const tags: string[] = []
  const parser = new Parser({ onopentag: (name) => void tags.push(name) })
  parser.end(html)
  return tags
}

const KINDS: EventKind[] = ['released', 'lifted', 'updated', 'restored', 'withdrawn']
const FORMATS = ['slack', 'discord', 'telegram'] as const

describe.each(FORMATS)('the message for %s', (format) => {
  it.each(KINDS)('of an article that is %s has the published format', async (kind) => {
    expect(SCHEMAS[format].safeParse((await render(format, kind)).message).error).toBeUndefined()
  })

  it.each([...HOSTILE.keys()])('has it with hostile text %i', async (index) => {
    const text = HOSTILE[index]!
    for (const kind of KINDS)
      for (const summary of [text, undefined, 'y'.repeat(5000)]) {
        const item = {
          ...ITEM,
          title: text,
          summary,
          tags: [text, text],
          site: { title: text, url: ITEM.site.url },
        }
        const { message } = await render(format, kind, item)
        expect(SCHEMAS[format].safeParse(message).error).toBeUndefined()
        expect(JSON.stringify(message).isWellFormed()).toBe(true)
        expect(JSON.stringify(message)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
      }
  })

  it('has it with any text', async () => {
    const room = await createRoom(format)
    const text = fc.string({ unit: 'binary', maxLength: 9000, size: 'max' })
    await fc.assert(
      fc.asyncProperty(text, text, fc.constantFrom(...KINDS), async (title, summary, kind) => {
        const item = { ...ITEM, title, summary, tags: [title.slice(0, 50)] }
        const message = JSON.parse((await send(room, kind, item)).body)
        expect(SCHEMAS[format].safeParse(message).error).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })

  it('has it with an address of 3,000 characters', async () => {
    const item = { ...ITEM, url: `https://example.org/${'a&'.repeat(1500)}` }
    expect(SCHEMAS[format].safeParse((await render(format, 'updated', item)).message).error).toBeUndefined()
  })

  it('says that an article is corrected, published again or withdrawn', async () => {
    const texts = await Promise.all(
      KINDS.map(async (kind) => JSON.stringify((await render(format, kind)).message)),
    )
    const labels = ['Corrected: ', 'Published again: ', 'Withdrawn: ']
    expect(texts.map((text) => labels.filter((label) => text.includes(label)).join())).toEqual([
      '',
      '',
      'Corrected: ',
      'Published again: ',
      'Withdrawn: ',
    ])
  })

  it('repeats nothing of the text of what is withdrawn', async () => {
    const text = JSON.stringify((await render(format, 'withdrawn')).message)
    expect(text).toContain('example.org')
    for (const part of ['Hello', 'first article', 'Breaking', 'a.png']) expect(text).not.toContain(part)
  })

  it('uses the summary of a note as its title, once', async () => {
    const text = JSON.stringify((await render(format, 'released', { ...ITEM, title: ' ' })).message)
    expect(text.split('The first article').length - 1).toBe(format === 'slack' ? 2 : 1)
  })
})

describe('what a title cannot do', () => {
  it('mentions nobody and makes no link in Slack', async () => {
    const { message } = await render('slack', 'released', { ...ITEM, title: HOSTILE[1]! })
    expect(message.blocks[0].text.text).toBe(
      '<https://example.org/news/hello/?a=1&amp;b=2|&lt;!channel&gt; &lt;@U123&gt; &lt;#C1&gt; &lt;https://evil.example|click&gt;>\nThe first article',
    )
    expect(message.text).not.toContain('<')
  })

  it('mentions nobody and makes no markup in Discord', async () => {
    const { message } = await render('discord', 'updated', {
      ...ITEM,
      title: '@everyone **x** [a](https://b.c)',
    })
    expect(message.embeds[0].title).toBe('Corrected: \\@everyone \\*\\*x\\*\\* \\[a\\]\\(https\\://b.c\\)')
    expect(message.allowed_mentions).toEqual({ parse: [] })
  })

  it('makes no markup in Telegram', async () => {
    const { message, url } = await render('telegram', 'released', { ...ITEM, title: '</a><b>"x"</b> & y' })
    expect(url).toBe(`https://api.telegram.org/bot${BOT}/sendMessage`)
    expect(message.text).toBe(
      '<b><a href="https://example.org/news/hello/?a=1&amp;b=2">&lt;/a&gt;&lt;b&gt;&quot;x&quot;&lt;/b&gt; &amp; y</a></b>\n\nThe first article\n\n<i>Example · #Breaking · #twowords</i>',
    )
    expect(message.link_preview_options).toEqual({ url: ITEM.url })
  })

  it('is not cut within an escape or a character', async () => {
    for (const title of ['&'.repeat(3000), '😀'.repeat(3000)])
      for (const format of FORMATS) {
        const text = JSON.stringify((await render(format, 'released', { ...ITEM, title })).message)
        expect(text).toMatch(/(?:&amp;|😀|&)…/u)
        expect(text).not.toMatch(/&am?p?…|\\ud/)
        expect(text.includes('&…')).toBe(format === 'discord' && title.startsWith('&'))
      }
  })
})

describe('what rooms answer', () => {
  it.each([
    ['slack', 200, 'ok', undefined],
    ['slack', 400, 'invalid_blocks', { error: 'answered 400: invalid_blocks', isFinal: true }],
    ['slack', 404, 'no_service', { error: 'answered 404: no_service', isFinal: false }],
    ['slack', 500, '<html>…', { error: 'answered 500', isFinal: false }],
    ['discord', 204, '', undefined],
    [
      'discord',
      404,
      '{"message": "Unknown Webhook", "code": 10015}',
      { error: 'answered 404: Unknown Webhook', isFinal: false },
    ],
    ['telegram', 200, '{"ok":true,"result":{}}', undefined],
    ['telegram', 200, '<html>', { error: 'answered without `ok`', isFinal: false }],
    [
      'telegram',
      429,
      '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}',
      { error: 'answered 429: Too Many Requests: retry after 35', isFinal: false, retryAfter: '35' },
    ],
    [
      'telegram',
      400,
      '{"ok":false,"description":"Bad Request: chat not found"}',
      { error: 'answered 400: Bad Request: chat not found', isFinal: true },
    ],
  ] as const)('%s, %i, %s', async (format, status, body, rejection) => {
    expect((await createRoom(format)).judge(answer(status, body))).toEqual(rejection)
  })
})
