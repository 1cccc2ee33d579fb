import type { Publication } from './publication.ts'

/** Takes the path of the site, such as `/blog/`, from the path of a request, unless a proxy has done so. */
export function createPathWithin(publication: Publication): (path: string) => string {
  let known = ''
  let folder = ''
  return (path) => {
    const { url } = publication.site()
    if (url !== known) {
      known = url
      folder = new URL(url).pathname
    }
    if (folder.length < 2 || !path.startsWith(folder.slice(0, -1))) return path
    return path.startsWith(folder) ? path.slice(folder.length - 1) : path.length < folder.length ? '/' : path
  }
}
