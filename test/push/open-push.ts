import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { isTopic, LISTS, linkHeader } from '../../src/http/links.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { openPushedFolder } from '../../src/node/push/pushed-folder.ts'
import { openSqlite } from '../../src/node/push/sqlite.ts'
import { createFolderPublication } from '../../src/node/serving/publication.ts'
import type { Document } from '../../src/publication/publication.ts'
import type { Destination } from '../../src/push/destinations/destination.ts'
import { createHub } from '../../src/push/hub/hub.ts'
import { createSigners } from '../../src/push/hub/signature.ts'
import type { Dial, OutboundAnswer, OutboundRequest } from '../../src/push/outbound.ts'
import { query } from '../../src/push/store/sql.ts'
import { openStore } from '../../src/push/store/store.ts'
import type { SubscriptionLimits } from '../../src/push/store/subscriptions.ts'
import { createLooker } from '../../src/push/work/look.ts'
import { createWorker } from '../../src/push/work/worker.ts'
import { article } from '../article.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'

export const START = Date.parse('2026-03-10T12:00:00Z')
export const SITE = 'https://example.org/'
export const FEED = `${SITE}feed.xml`
export const HUB = `${SITE}hub`

/** What a callback answers to one request. */
export type Answer = Partial<OutboundAnswer> & Pick<OutboundAnswer, 'status'>
type Behaviour = (request: OutboundRequest) => Answer | Promise<Answer>

const SETTINGS = `url: ${SITE}\ntitle: Example\n`
const FILES = {
  'news/2026-03-01-one.md': article({ title: 'One', tags: '[rain]' }, 'The first.'),
}

interface OpenOptions {
  limits?: SubscriptionLimits
  destinations?: readonly Destination[]
  /** More lines of the settings. */
  settings?: string
}

/** The hub over a real folder and a database in memory, with callbacks that a test answers and a clock that it moves. Nothing happens until `run`. */
export async function openPush({ limits, destinations = [], settings = '' }: OpenOptions = {}) {
  const directory = makeFolder({ ...FILES, '_index.md': `---\n${settings}${SETTINGS}---\n` })
  const folder = openFolder(directory, { defaultUrl: SITE })
  const publication = createFolderPublication(folder, 'test')
  const file = openSqlite(':memory:')
  onTestFinished(() => file.close())
  const store = await openStore(file.database, limits)
  const { outbox, subscriptions } = store
  const clock = { now: START }
  const now = () => clock.now
  const linksOf = (document: Document) => linkHeader(document, publication.site())
  const published = openPushedFolder({ library: folder.library, publication, linksOf, isTopic, lists: LISTS })
  const behaviours = new Map<string, Behaviour>()
  const requests: OutboundRequest[] = []
  const calls = { wake: 0, look: 0 }
  let challenges = 0
  const dial: Dial = async (request) => {
    requests.push(request)
    const behave = behaviours.get(callbackOf(request.url)) ?? echo
    const answer = await behave(request)
    // As the real one: the rest is not read.
    return { ...answer, body: (answer.body ?? '').slice(0, request.maxBytes) }
  }
  const lines: string[] = []
  const openLooker = () =>
    createLooker({
      outbox,
      published,
      destinations: () => destinations,
      now,
      wake: () => {},
      log: (line) => void lines.push(line),
    })
  let looker = openLooker()
  const worker = createWorker({
    store,
    owner: 'test',
    dial,
    destinations: () => destinations,
    now,
    random: () => 0.5,
    signerOf: createSigners(),
    look: () => void calls.look++,
    challenge: () => `challenge-${++challenges}`,
    pageSize: 3,
    perHost: 2,
    async baseline(topic) {
      const { number } = await outbox.lastLook()
      const content = await published.content(topic, now())
      return content && { ...content, look: number }
    },
  })
  const hub = createHub({
    subscriptions,
    findTopic: (url) => published.findTopic(url, now()),
    checkCallback: (text) =>
      /^https?:\/\/[^#]+$/.test(text)
        ? { kind: 'ok', url: text, host: new URL(text).host }
        : { kind: 'refused', reason: 'The address is not one.' },
    wake: () => void calls.wake++,
    look: () => void calls.look++,
    now,
  })
  const app = createApp({ publication, now, hub })
  await looker.look()

  return {
    app,
    store,
    worker,
    looker: { look: () => looker.look() },
    clock,
    calls,
    /** What the log says. */
    lines,
    /** Forgets what the server has seen, as one does that is started again. */
    restart: () => {
      looker = openLooker()
    },
    /** Changes the database as nothing else does. */
    query: (sql: string) => file.database.transaction(() => query(sql)),
    /** All that was sent to callbacks, in its order. */
    requests,
    /** Sends a form to the hub. */
    async post(form: Record<string, string> | string[][], headers: Record<string, string> = {}) {
      const body = new URLSearchParams(form as Record<string, string>)
      return app.request('/hub', { method: 'POST', body, headers })
    },
    async ask(mode: 'subscribe' | 'unsubscribe', callback: string, more: Record<string, string> = {}) {
      const form = { 'hub.mode': mode, 'hub.topic': FEED, 'hub.callback': callback, ...more }
      return app.request('/hub', { method: 'POST', body: new URLSearchParams(form) })
    },
    /** How a callback answers; one without behaviour confirms everything and takes everything. */
    behave: (callback: string, behaviour: Behaviour) => void behaviours.set(callback, behaviour),
    async run() {
      while (await worker.step());
    },
    async wait(milliseconds: number) {
      clock.now += milliseconds
      while (await worker.step());
    },
    /** Writes an article, a second after whatever was before, and looks. */
    async publish(name: string, text = name) {
      clock.now += 1000
      writeFiles(join(directory, 'news'), {
        [`${name}.md`]: article({ title: name, date: new Date(clock.now).toISOString() }, text),
      })
      await folder.apply()
      return looker.look()
    },
    async write(files: Record<string, string>) {
      writeFiles(directory, files)
      await folder.apply()
    },
    /** Removes an article's file. */
    async remove(path: string) {
      rmSync(join(directory, path))
      await folder.apply()
    },
    gets: (callback: string) =>
      requests.filter(({ url, method }) => method === 'GET' && callbackOf(url) === callback),
    posts: (callback: string) => requests.filter(({ url, method }) => method === 'POST' && url === callback),
    /** What a GET of a feed gives. */
    async serve(path: string) {
      const response = await app.request(path)
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
    },
    list: () => subscriptions.list(clock.now),
  }
}

export type TestPush = Awaited<ReturnType<typeof openPush>>

/** The parameters that the hub has appended to a callback. */
export function appendedTo({ url }: OutboundRequest): URLSearchParams {
  return new URLSearchParams(url.slice(callbackOf(url).length + 1))
}

/** Confirms and takes everything. */
export function echo({ method, url }: OutboundRequest): Answer {
  if (method === 'POST') return { status: 204 }
  return { status: 200, body: appendedTo({ url } as OutboundRequest).get('hub.challenge') ?? '' }
}

function callbackOf(url: string): string {
  const at = url.search(/[?&]hub\.mode=(?:subscribe|unsubscribe|denied)&hub\.topic=https%3A/)
  return at < 0 ? url : url.slice(0, at)
}
