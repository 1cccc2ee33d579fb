import type { Article } from '../article/article.ts'
import { rowOf } from '../generators/table.ts'
import { type KnownTable, type KnownValue, knownAt, toTable } from '../generators/values/known-values.ts'
import { readImport } from '../markdown/import.ts'
import { type Dropped, renderTemplates, type TemplateDialect } from '../markdown/templates/render.ts'
import type { Problem } from '../problem.ts'
import type { Site } from '../site/settings.ts'
import type { BodyContext } from './body-context.ts'

/** The template languages of an article. */
export function dialectOf(article: Article, source: string, { generator }: Site): TemplateDialect {
  const row = generator && rowOf(generator.name)
  // Only a text that may hold a tag needs its front matter read again.
  const page = row?.templateOf && /\{[{%#]/.test(source) ? readPage(article) : {}
  const language = row?.templateOf?.(generator!, page)
  const isOff = row?.templateOf !== undefined && language === undefined
  const all = row?.fillsTemplates ? 'every' : 'clear'
  return {
    isMdx: article.path.endsWith('.mdx') || row?.readsAllAsMdx === true || startsWithImport(source),
    liquid: isOff ? 'none' : all,
    hasIndentedCode: !generator?.markdown?.includes('no-indented-code'),
    ...(generator?.markdown?.includes('attribute-lists') && { hasAttributeLists: true as const }),
    ...(language && { language }),
    ...(!generator && { isUnrecognised: true }),
  }
}

function startsWithImport(source: string): boolean {
  return readImport(source.slice(0, 2000).trimStart(), 0) !== undefined
}

function readPage({ readFields }: Article): KnownTable {
  return toTable(readFields?.() ?? new Map())
}

/** Renders the template code that a generator would fill in. */
export function fillTemplates(
  article: Article,
  source: string,
  dialect: TemplateDialect,
  site: Site,
  { hasFile, findArticle }: BodyContext,
): { body: string; problems: Problem[] } {
  const { path, permalink, title, bodyLine } = article
  const { generator } = site
  const stem = path.replace(/\.\w+$/, '')
  const separator = generator?.options.excerptSeparator?.trim()
  const markdown = separator ? source.replace(separator, '<!--more-->') : source
  let values: KnownTable | undefined
  const { body, dropped } = renderTemplates(markdown, dialect, {
    siteUrl: site.url,
    siteTitle: site.settings.title,
    permalink,
    title,
    findArticle(reference) {
      const found = findArticle(reference)
      const fragment = /#.*$/s.exec(reference)?.[0] ?? ''
      return found?.permalink === undefined ? found : { ...found, permalink: found.permalink + fragment }
    },
    findAsset: (name) => (hasFile(`${stem}/${name}`) ? `/${stem}/${name}` : name),
    findValue(name): KnownValue | undefined {
      values ??= valuesOf(article, site)
      return knownAt(values, name)
    },
  })
  return { body, problems: describeDropped(dropped, path, bodyLine) }
}

/** The values of the article come before those of the site. */
function valuesOf(article: Article, { generator }: Site): KnownTable {
  const page = readPage(article)
  const ofPage = generator && rowOf(generator.name).valuesOfPage
  return { ...generator?.values, ...(ofPage?.(page) ?? { page }) }
}

/** One problem for equal tags, with the line of the first. */
function describeDropped(dropped: readonly Dropped[], path: string, bodyLine: number): Problem[] {
  const groups = Map.groupBy(dropped, ({ what, isShown }) => `${isShown} ${what}`)
  return [...groups.values()].map((group): Problem => {
    const [{ what, line, isShown }] = group as [Dropped, ...Dropped[]]
    const count = group.length === 1 ? '' : `, ${group.length} times in this text`
    return {
      severity: 'warning',
      code: 'template',
      path,
      line: bodyLine + line - 1,
      message: isShown
        ? `${what} is shown as it is typed${count}, because no generator of the site is recognised`
        : `${what} is not supported and left out${count}`,
      hint: isShown
        ? 'If a generator fills it in, name it by `generator` in _index.md; otherwise write it as code'
        : 'Readers see the text around it; write it as Markdown or HTML if something is missing',
    }
  })
}
