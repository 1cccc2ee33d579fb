import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // How it is written is the serializer's affair.
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-raw-characters': 'off',
    // HTML 3.2.6: an id is any text without white space.
    'valid-id': ['error', { relaxed: true }],
  },
})

/** What html-validate says of a body in a page, one line each; empty where it is valid. */
export function faultsOf(body: string): string[] {
  const page = `<!doctype html><html lang="en"><head><title>t</title></head><body><main><h1>Title</h1><article>\n${body}\n</article></main></body></html>`
  const { results } = validator.validateStringSync(page)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line }) => `${ruleId}: ${message} (${page.split('\n')[line - 1]?.slice(0, 200)})`,
    ),
  )
}
