/** A request to a server that somebody else has chosen. */
export interface OutboundRequest {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: Uint8Array | string
  /** How much of the answer's body is wanted; the rest is not read. */
  maxBytes: number
}

export interface OutboundAnswer {
  status: number
  /** The header as it came. */
  retryAfter?: string
  /** As UTF-8 text, at most `maxBytes` of it. */
  body: string
}

/**
 * Makes one request and never follows a redirect. Rejects, with a message that tells why in a few words, where no answer came: the address is not public,
 * the name does not resolve, the connection failed, the time was up.
 */
export type Dial = (request: OutboundRequest) => Promise<OutboundAnswer>
