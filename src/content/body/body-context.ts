import type { Dimensions } from '../media/references.ts'

/** The lookups of a body while it is rendered: it depends on nothing else beside the article and the site. */
export interface BodyContext {
  hasFile(path: string): boolean
  /** The address of a file that is there, if it is not published with the site. */
  findElsewhere?(path: string): string | undefined
  /** The dimensions of a picture that is there. */
  measure?(path: string): Dimensions | undefined
  /** The article that a reference or an address names; without permalink and title where it is not public. */
  findArticle(reference: string): { permalink?: string; title?: string } | undefined
  /** Whether a Markdown file is there without being an article that is or will be public; it may change what authors are told, and nothing that readers see. */
  isLeftOut(path: string): boolean
}
