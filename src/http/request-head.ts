/** The method and headers of a GET or HEAD request. */
export interface RequestHead {
  method: string
  /** Looks up a header by its lower-case name. */
  header(name: string): string | undefined
}

/** The head of a standard `Request`. */
export function requestHeadOf({ method, headers }: Request): RequestHead {
  return { method, header: (name) => headers.get(name) ?? undefined }
}
