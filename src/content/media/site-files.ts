import type { Generator } from '../generators/generator.ts'
import { rowOf } from '../generators/table.ts'
import { joinParts } from '../text/urls.ts'
import { typeOfFile } from './media-types.ts'

/** The folder of the addresses of files that only the generator's bundler gives addresses. */
const ASSETS_FOLDER = '_assets/'

/** Whether a file outside of the articles may be published: pictures, sounds and films alone. */
export function isSiteMedia(path: string): boolean {
  return /^(?:audio|image|video)\//.test(typeOfFile(path) ?? '')
}

/** The path at which a file of the site is published: its own in the folder of articles, that of the generator, or one of ours. */
export function addressOfFile(file: string, { folder, files }: Generator): string {
  if (folder !== '' && file.startsWith(`${folder}/`)) return file.slice(folder.length + 1)
  for (const [from, to] of files?.mounts ?? []) {
    const rest = below(file, from)
    if (rest !== undefined && isMounted(from, rest)) return join(to, rest)
  }
  return folder === '' ? file : ASSETS_FOLDER + file
}

/** The paths from the site's folder of the files that may be published at a path; none of them is in the folder of articles. */
export function filesAtAddress(address: string, generator: Generator): string[] {
  const { folder, files } = generator
  if (!files || !isSiteMedia(address)) return []
  const mounted = files.mounts.flatMap(([from, to]) => {
    const rest = below(address, to)
    return rest === undefined || !isMounted(from, rest) ? [] : [join(from, rest)]
  })
  const own = address.startsWith(ASSETS_FOLDER) ? [address.slice(ASSETS_FOLDER.length)] : []
  return [...mounted, ...own].filter(
    (file) =>
      (folder === '' ? file !== address : !file.startsWith(`${folder}/`)) &&
      addressOfFile(file, generator) === address,
  )
}

/**
 * The paths at which the files are published that a reference in an article may name, beside those that it names in the folder of articles;
 * `parts` are the decoded parts of its path.
 */
export function siteAddresses(
  parts: readonly string[],
  folderOfArticle: readonly string[],
  siteUrl: string,
  generator: Generator,
): string[] {
  const { folder, files } = generator
  if (!files || !isSiteMedia(parts.at(-1) ?? '')) return []
  const path = parts.join('/')
  const aliased = files.aliases
    .filter(([start]) => path.startsWith(start))
    .map(([start, target]) => target + path.slice(start.length))
  const at = (file: string | undefined) => (file === undefined ? [] : [addressOfFile(file, generator)])
  const found = aliased.flatMap((file) => at(joinParts([], file.split('/'))))
  if (path.startsWith('/')) {
    const base = URL.parse(siteUrl)?.pathname ?? '/'
    const rest =
      path.startsWith(base) && base !== '/' ? [joinParts([], path.slice(base.length).split('/'))] : []
    // A bundler takes a path from the top of the site for a file, too.
    const rooted = rowOf(generator.name).hasBundler ? at(joinParts([], parts)) : []
    return [...found, ...rest.flatMap((one) => one ?? []), ...rooted].map((one) => one.normalize('NFC'))
  }
  const beside = at(joinParts([...folder.split('/').filter(Boolean), ...folderOfArticle], parts))
  const top = rowOf(generator.name).looksAtTop ? [joinParts([], parts) ?? ''] : []
  return [...found, ...beside, ...top].map((one) => one.normalize('NFC'))
}

/** Whether a reference begins with an alias of the site. */
export function hasAlias(reference: string, { files }: Generator): boolean {
  return files?.aliases.some(([start]) => reference.startsWith(start)) ?? false
}

/** Where the site itself is published, folders whose names begin with an underscore are not. */
function isMounted(folder: string, rest: string): boolean {
  return folder !== '' || !/(?:^|\/)_/.test(rest)
}

function below(path: string, folder: string): string | undefined {
  if (folder === '') return path
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
}

function join(folder: string, rest: string): string {
  return folder === '' ? rest : `${folder}/${rest}`
}
