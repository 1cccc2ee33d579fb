import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSignerHere } from '../../../src/node/push/sign.ts'
import { createSigner, createSigners } from '../../../src/push/hub/signature.ts'

const oracle = (secret: string, body: Uint8Array) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

describe.each([
  ['WebCrypto', createSigner],
  ['this thread', createSignerHere],
])('a signature made by %s', (_, create) => {
  it("of any body with any secret is Node's HMAC", async () => {
    const secrets = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(secrets, fc.uint8Array({ maxLength: 5000 }), async (secret, body) => {
        const bytes = new Uint8Array(body)
        expect(await (await create(secret))(bytes)).toBe(oracle(secret, bytes))
      }),
    )
  })

  it('may have a secret of 199 bytes, the longest, which is more than one block', async () => {
    const secret = `${'é'.repeat(99)}!`
    expect(Buffer.byteLength(secret)).toBe(199)
    const body = new TextEncoder().encode('<rss/>')
    expect(await (await create(secret))(body)).toBe(oracle(secret, body))
  })
})

it('keeps the signers of secrets apart', async () => {
  const signerOf = createSigners()
  const body = new Uint8Array([1, 2, 3])
  for (const secret of ['a', 'b', 'a', 'á', 'a'])
    expect(await (await signerOf(secret))(body)).toBe(oracle(secret, body))
  expect(await signerOf('a')).toBe(await signerOf('a'))
})
