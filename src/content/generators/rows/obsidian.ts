import { textAt } from '../configuration.ts'
import type { Generator } from '../generator.ts'
import { excludeEach, textsOf } from '../ignore-patterns.ts'
import type { FilesAround, GeneratorRow } from '../row.ts'
import { hideComments, toMarkdown } from '../vault/vault-markdown.ts'

/** A vault of Obsidian; its notes with a date are articles. */
export const OBSIDIAN: GeneratorRow = {
  name: 'obsidian',
  label: 'Obsidian',
  marks: [[/^\.obsidian$/]],
  configFiles: ['.obsidian/app.json', '.obsidian/templates.json', '.obsidian/publish.json'],
  readOptions: ({ fields }) => ({ attachments: textAt(fields, 'attachmentFolderPath') }),
  readExclusions({ fields }) {
    const filters = textsOf(fields.get('userignorefilters'))
    const templates = textAt(fields, 'folder')
    return {
      exclusions: [
        ...excludeEach('the folder of templates', templates === undefined ? [] : [templates]),
        ...excludeEach('excluded in publish.json', textsOf(fields.get('excluded'))),
        ...filters.flatMap((filter) =>
          /^\/.+\/$/.test(filter)
            ? [{ rule: 'userIgnoreFilters', pattern: filter.slice(1, -1), isExpression: true as const }]
            : excludeEach('userIgnoreFilters', [filter]),
        ),
      ],
    }
  },
  isEditor: true,
  hideText: hideComments,
  adaptMarkdown,
}

/** Attachments are named by their names alone: they are beside the note, in the folder for attachments, or at the top. */
function adaptMarkdown(source: string, { options, folder }: Generator, files: FilesAround): string {
  const attachments = options.attachments ?? ''
  const isBeside = attachments.startsWith('.')
  const place = isBeside ? attachments.replace(/^\.\/?/, '') : fromArticles(attachments, folder)
  const here = files.path.split('/').slice(0, -1).join('/')
  return toMarkdown(source, {
    isArticle: files.isArticle,
    findFile(name) {
      const paths = [
        [here, name],
        isBeside ? [here, place, name] : [place, name],
        [fromArticles(name, folder)],
      ]
      const found = paths.map((parts) => parts.filter(Boolean).join('/')).find((path) => files.hasFile(path))
      return found === undefined ? undefined : `/${found}`
    },
  })
}

/** A path from the top of the vault as one from the top of the articles. */
function fromArticles(path: string, folder: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path
}
