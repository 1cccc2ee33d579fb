import { describe, expect, it } from 'vitest'
import { requireTool } from '../../../feed/debian.ts'
import { readBlog } from '../../blogs/read-blog.ts'
import { DIFFERENCES } from './differences.ts'
import { COUNT, documentsFor } from './documents/documents.ts'
import { outlineOf } from './outline.ts'
import { ORACLES, type OracleName } from './renderers.ts'

/** What feeds carry of the documents, as articles of one site. */
function renderOurs(oracle: OracleName, documents: readonly string[]): string[] {
  const { site, files } = ORACLES[oracle]
  const articles = documents.map((text, index) => [
    `d${index}.md`,
    `---\ntitle: x${index}\ndate: 2024-01-02\n---\n${text}\n`,
  ])
  const blog = readBlog(site, Object.fromEntries(articles), files)
  return documents.map((_, index) => blog.html(`d${index}.md`) ?? '')
}

it('there are two hundred documents and more, each of its own', () => {
  expect(COUNT).toBeGreaterThanOrEqual(200)
})

describe.each(Object.keys(ORACLES) as OracleName[])('%s', (oracle) => {
  it('reads small documents as feeds show them, but for what is meant to differ', (context) => {
    const { probe, debianPackage, render } = ORACLES[oracle]
    requireTool(context, ...probe, debianPackage)
    const documents = documentsFor(oracle)
    const theirs = render(documents).map(outlineOf)
    const ours = renderOurs(oracle, documents).map(outlineOf)
    const isMeant = (text: string) =>
      DIFFERENCES.some(([one, oracles]) => one === text && oracles.includes(oracle))
    const different = documents.flatMap((text, index) =>
      ours[index] === theirs[index] ? [] : [{ text, theirs: theirs[index], ours: ours[index] }],
    )
    expect(different.filter(({ text }) => !isMeant(text))).toEqual([])
    const stated = DIFFERENCES.filter(([, oracles]) => oracles.includes(oracle)).map(([text]) => text)
    expect(stated.filter((text) => !different.some((one) => one.text === text))).toEqual([])
  })
})
