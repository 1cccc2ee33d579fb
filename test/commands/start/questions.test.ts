import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../make-folder.ts'
import { hasTerminal, runInTerminal } from '../run-in-terminal.ts'

const ENTER = '\r'
const DOWN = '\u001b[B'

describe.skipIf(!hasTerminal())('wireroom init on a terminal', () => {
  it('asks, and what a person types takes the place of what is proposed', async () => {
    const home = makeFolder({})
    const { code, output } = await runInTerminal(home, 'init my-site', [
      [/What is it called\?[\s\S]*My site/, `The Mill${ENTER}`],
      ['At which address', `ftp://example.org/${ENTER}`],
      ['is not an address', `\u0015example.org${ENTER}`],
      ['In which language', ENTER],
      ['In which time zone', `Kabul${ENTER}`],
      ['is not a time zone', `\u0015Asia/Kabul${ENTER}`],
      ['Who writes', `Ada${ENTER}`],
      ['What is it?', DOWN + ENTER],
      ['Which sections', `News, Opinion${ENTER}`],
      ['Where will it run', ` ${ENTER}`],
    ])
    expect(output).toContain('cd my-site')
    expect(code).toBe(0)
    const site = join(home, 'my-site')
    expect(readFileSync(join(site, 'articles/_index.md'), 'utf8')).toMatch(
      /^---\ntitle: The Mill\nurl: https:\/\/example\.org\/\n#.*\nidPrefix: .*\nlanguage: en\ntimezone: Asia\/Kabul\nauthors: \["?Ada"?\]\n/,
    )
    for (const path of ['articles/news/_index.md', 'articles/opinion/_index.md', 'wrangler.toml'])
      expect(existsSync(join(site, path)), path).toBe(true)
  })

  it('takes what is proposed where a person only presses Enter, and asks for nothing that an option says', async () => {
    const home = makeFolder({})
    const { code } = await runInTerminal(home, 'init my-site --url example.org --author Ada --kind blog', [
      ['What is it called', ENTER],
      ['In which language', ENTER],
      ['In which time zone', ENTER],
      ['Which sections', ENTER],
      ['Where will it run', ENTER],
    ])
    expect(code).toBe(0)
    expect(readFileSync(join(home, 'my-site/articles/_index.md'), 'utf8')).toMatch(
      /title: My site\n[\s\S]*language: en\ntimezone: UTC\n/,
    )
  })

  it('writes nothing after Ctrl+C, and ends with 1', async () => {
    const home = makeFolder({})
    const { code, output } = await runInTerminal(home, 'init my-site', [['What is it called', '\u0003']])
    expect(output).toContain('Nothing was written.')
    expect(code).toBe(1)
    expect(existsSync(join(home, 'my-site'))).toBe(false)
  })
})
