import { expect, it } from 'vitest'
import { codeVersion } from '../../src/node/code-version.ts'

it('the version in validators depends on the release and on the code that writes the bytes', () => {
  expect(codeVersion('1.2.3')).toMatch(/^1\.2\.3\+[\da-f]{20}$/)
  expect(codeVersion('1.2.3')).toBe(codeVersion('1.2.3'))
  expect(codeVersion('1.2.4')).not.toBe(codeVersion('1.2.3'))
})
