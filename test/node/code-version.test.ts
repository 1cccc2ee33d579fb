import { expect, it } from 'vitest'
import { codeVersion, servingVersion } from '../../src/node/code-version.ts'

it('the version that validators carry is of the release and of the code that writes the bytes', () => {
  expect(codeVersion('1.2.3')).toMatch(/^1\.2\.3\+[\da-f]{20}$/)
  expect(codeVersion('1.2.3')).toBe(codeVersion('1.2.3'))
  expect(codeVersion('1.2.4')).not.toBe(codeVersion('1.2.3'))
})

it('the version of what is remembered is of the code that makes headers and lines of it, too', () => {
  expect(servingVersion('1.2.3')).toMatch(/^1\.2\.3\+[\da-f]{20}\+[\da-f]{20}$/)
  expect(servingVersion('1.2.3')).toBe(servingVersion('1.2.3'))
  expect(servingVersion('1.2.3').startsWith(codeVersion('1.2.3'))).toBe(true)
})
