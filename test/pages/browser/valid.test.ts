import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../../src/server.ts'

const ROOT = join(import.meta.dirname, '../../..')
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // The title of an article belongs to its author.
    'long-title': 'off',
  },
})

describe.each([
  ['the articles that Wireroom comes with', join(ROOT, 'articles')],
  ['hostile articles', join(ROOT, 'test/fixtures/hostile')],
  ['a podcast', join(ROOT, 'test/fixtures/podcast')],
])('every page of %s is valid', (_, articles) => {
  let server: Awaited<ReturnType<typeof startServer>>

  beforeAll(async () => {
    server = await startServer({
      articles,
      port: 0,
      host: '127.0.0.1',
      siteUrl: 'https://example.org/',
      log: () => {},
    })
  })

  afterAll(() => server.stop())

  it('says html-validate', async () => {
    const paths = new Set(['/', '/404.html'])
    for (const path of paths) {
      const answer = await fetch(server.url + path)
      const text = await answer.text()
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      const { results } = await validator.validateString(text)
      const faults = results.flatMap(({ messages }) =>
        messages.map(
          ({ ruleId, line, message }) =>
            `${ruleId}: ${message}: ${text.split('\n')[line - 1]!.slice(0, 300)}`,
        ),
      )
      expect([path, faults]).toEqual([path, []])
      for (const [, href] of text.matchAll(/<a [^>]*?href="(\/[^"#?]*)[^"]*"/g))
        paths.add(href!.replaceAll('&amp;', '&'))
    }
    expect(paths.size).toBeGreaterThan(10)
  })
})
