import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { codeVersion } from '../../src/node/code-version.ts'

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return { ...fs, readFileSync: vi.fn(fs.readFileSync) }
})

it('the version is the release and a digest of the code, which is the same each time', () => {
  expect(codeVersion('1.2.3')).toMatch(/^1\.2\.3\+[\da-f]{20}$/)
  expect(codeVersion('1.2.3')).toBe(codeVersion('1.2.3'))
  expect(codeVersion('1.2.4')).not.toBe(codeVersion('1.2.3'))
})

it.each(['content', 'feed', 'pages'])(
  'the version changes with the code in %s, which decides bytes',
  (folder) => {
    const before = codeVersion('1')
    const read = vi.mocked(readFileSync).getMockImplementation()!
    vi.mocked(readFileSync).mockImplementation(((path: string, encoding: never) => {
      const text = read(path, encoding)
      return path.includes(`/src/${folder}/`) ? `${text}\n` : text
    }) as typeof readFileSync)
    expect(codeVersion('1')).not.toBe(before)
    vi.mocked(readFileSync).mockImplementation(read)
  },
)
