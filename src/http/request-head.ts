/** A GET or HEAD request, as far as it decides what the answer is. */
export interface RequestHead {
  method: string
  /** A header by its lower-case name. */
  header(name: string): string | undefined
}

export function requestHeadOf({ method, headers }: Request): RequestHead {
  return { method, header: (name) => headers.get(name) ?? undefined }
}
