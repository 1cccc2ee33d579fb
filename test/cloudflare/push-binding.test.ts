import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { expect, it } from 'vitest'
import { createRemotePush } from '../../src/cloudflare/push/push-binding.ts'

it('the Worker tells the object once an hour what it serves, and at once again where that fails', async () => {
  const clock = { now: 0 }
  const told: string[] = []
  const announce = async (version: string) => {
    told.push(version)
    if (told.length === 1) throw new Error('The object restarts.')
  }
  const binding = { idFromName: (name: string) => name, get: () => ({ announce }) as never }
  const push = createRemotePush(binding, () => clock.now)
  for (const minutes of [0, 0, 0, 59, 60, 60]) {
    clock.now = minutes * 60_000
    await push.announce(`after ${minutes}`)
  }
  expect(told).toEqual(['after 0', 'after 0', 'after 60'])
})

it('wrangler.toml names the object with its storage, and nothing of push that must be made before the first deploy', () => {
  const { durable_objects, migrations, ...rest } = parse(
    readFileSync(join(import.meta.dirname, '../../wrangler.toml'), 'utf8'),
  )
  expect(durable_objects).toEqual({ bindings: [{ name: 'PUSH', class_name: 'PushObject' }] })
  expect(migrations).toEqual([{ tag: 'push', new_sqlite_classes: ['PushObject'] }])
  for (const needless of ['d1_databases', 'queues', 'triggers', 'kv_namespaces'])
    expect(rest).not.toHaveProperty(needless)
})
