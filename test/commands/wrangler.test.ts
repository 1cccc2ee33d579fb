import { expect, it } from 'vitest'
import { quietEnvironment } from '../../src/commands/wrangler.ts'

it.each([
  ['in CI', { CI: '1' }, true],
  ['without a terminal', {}, false],
])('Wrangler does not ask for updates %s', (_, env, isTerminal) => {
  expect(quietEnvironment(env, isTerminal)).toMatchObject({ WRANGLER_HIDE_BANNER: 'true' })
})

it('Wrangler may ask for updates in a terminal, and where the environment says so', () => {
  expect(quietEnvironment({ CI: '' }, true)).not.toHaveProperty('WRANGLER_HIDE_BANNER')
  expect(quietEnvironment({ CI: '1', WRANGLER_HIDE_BANNER: 'false' }, false)).toMatchObject({
    WRANGLER_HIDE_BANNER: 'false',
  })
})
