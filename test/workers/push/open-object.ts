import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { type EdgePush, startEdgePush } from '../../../src/cloudflare/push/edge-push.ts'
import type { ObjectStorage } from '../../../src/cloudflare/push/object-storage.ts'
import type { DEPLOYS } from '../../publication/deploys.ts'
import { NOW } from '../../publication/fixtures.ts'
import { readCompiled } from '../publications.ts'

export const TOPIC = 'https://example.org/feed.xml'
export const SECRET = 'a secret of the subscriber'

export interface SeenRequest {
  url: string
  body: string
  headers: Headers
}

/** Push in a real object, on the receivers, the clock and the alarm of a test. */
export interface OpenObject {
  clock: { now: number }
  /** What callbacks got with POST. */
  received: SeenRequest[]
  /** Rows written since it was last set. */
  rows: number
  /** What was logged, where a test expects that something is. */
  lines: string[] | undefined
  /** Throws where the storage is to fail. */
  fail: ((statement: string) => void) | undefined
  /** How often the alarm has rung. */
  alarms: number
  /** How many requests to others one alarm has made at most. */
  mostRequests: number
  /** Whether an alarm is due. */
  isRinging(): boolean
  /** The answer of receivers; 204 and the challenge unless set. */
  answer: ((url: string, init: RequestInit) => Response | Promise<Response> | undefined) | undefined
  push(): EdgePush
  /** Starts the object again, with what was deployed, and tells it that it is served. */
  deploy(name: keyof typeof DEPLOYS): Promise<void>
  /** Starts the object again without a word to the one before. */
  restart(): Promise<void>
  ring(): Promise<void>
  /** Rings until nothing is due. */
  settle(): Promise<void>
  subscribe(...callbacks: string[]): Promise<void>
}

/** Runs a test in a Durable Object of its own. */
export async function inObject(work: (object: OpenObject) => Promise<void>): Promise<void> {
  const stub = env.PUSH.get(env.PUSH.idFromName(crypto.randomUUID()))
  await runInDurableObject(stub, async (_, state) => work(await openObject(state.storage)))
}

async function openObject(real: ObjectStorage): Promise<OpenObject> {
  let alarm: number | null = null
  let requests = 0
  let deployed: keyof typeof DEPLOYS = 'first'
  let push: EdgePush
  const object: OpenObject = {
    clock: { now: NOW },
    received: [],
    rows: 0,
    lines: undefined,
    fail: undefined,
    alarms: 0,
    mostRequests: 0,
    answer: undefined,
    isRinging: () => alarm !== null && alarm <= object.clock.now,
    push: () => push,
    async deploy(name) {
      deployed = name
      await object.restart()
      await push.announce(readCompiled().deploys[name]!.manifest.push!.articles)
    },
    async restart() {
      const { manifest, assets } = readCompiled().deploys[deployed]!
      push = (await startEdgePush({
        storage,
        manifest,
        assets: { fetch: async (url) => new Response(assets[url.split('/').at(-1)!]) },
        environment: { HOOK_SECRET: `whsec_${btoa('0123456789abcdef0123456789abcdef')}` },
        fetch: receive,
        now: () => object.clock.now,
        random: () => 0.5,
        log: (line) => (object.lines ? object.lines.push(line) : expect.fail(line)),
      }))!
    },
    async ring() {
      alarm = null
      object.alarms++
      requests = 0
      await push.alarm()
      object.mostRequests = Math.max(object.mostRequests, requests)
    },
    async settle() {
      while (object.isRinging()) await object.ring()
    },
    async subscribe(...callbacks) {
      for (const callback of callbacks) {
        const form = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': TOPIC })
        form.set('hub.callback', callback)
        form.set('hub.secret', SECRET)
        expect(await push.post(form.toString(), callback)).toMatchObject({ status: 202 })
      }
      await object.settle()
    },
  }
  const storage: ObjectStorage = {
    sql: {
      exec(sql, ...params) {
        object.fail?.(sql)
        const cursor = real.sql.exec(sql, ...params) as { toArray(): object[]; rowsWritten: number }
        return {
          toArray() {
            const rows = cursor.toArray()
            object.rows += cursor.rowsWritten
            return rows
          },
        }
      },
    },
    transactionSync: (work) => real.transactionSync(work),
    kv: {
      get: (key) => real.kv.get(key),
      put(key, value) {
        object.rows++
        real.kv.put(key, value)
      },
    },
    getAlarm: async () => alarm,
    async setAlarm(time) {
      object.fail?.('alarm')
      object.rows++
      alarm = time
    },
  }
  await object.deploy('first')
  await object.settle()
  return object

  async function receive(url: string, init: RequestInit): Promise<Response> {
    requests++
    const answer = await object.answer?.(url, init)
    if (init.method === 'GET') return answer ?? new Response(new URL(url).searchParams.get('hub.challenge'))
    const body = typeof init.body === 'string' ? init.body : new TextDecoder().decode(init.body as Uint8Array)
    object.received.push({ url, body, headers: new Headers(init.headers) })
    return answer ?? new Response(null, { status: 204 })
  }
}

/** The signature that a subscriber expects. */
export async function signatureOf(body: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(SECRET), algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(body)))
  return `sha256=${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
