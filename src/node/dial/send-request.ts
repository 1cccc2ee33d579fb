import type { Dispatcher } from 'undici'
import type { OutboundAnswer } from '../../push/outbound.ts'
import { describeFailure, describeTimeout } from './describe-failure.ts'

export interface SingleRequest {
  dispatcher: Dispatcher
  options: Dispatcher.DispatchOptions
  maxBytes: number
  timeoutMs: number
}

/** How much of a body that nobody wants is still read, so that the connection can be used again. */
const MAX_SPARE_BYTES = 16_384

/** Sends one request, and resolves as soon as the wanted part of the answer is there. Rejects with a few words about why there is none. */
export function sendRequest({
  dispatcher,
  options,
  maxBytes,
  timeoutMs,
}: SingleRequest): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let head: Omit<OutboundAnswer, 'body'> | undefined
    const chunks: Uint8Array[] = []
    let length = 0
    let isOver = false
    let soon: NodeJS.Immediate | undefined

    const stop = () => {
      isOver = true
      clearTimeout(timer)
    }
    const abandon = () => {
      stop()
      controller?.abort(new Error('No more of the answer is wanted.'))
    }
    const answer = () => {
      clearImmediate(soon)
      if (head) resolve({ ...head, body: decode(chunks, maxBytes) })
    }
    const fail = (message: string, cause?: Error) => {
      if (soon) answer()
      else reject(new Error(message, { cause }))
      abandon()
    }
    const timer = setTimeout(() => fail(describeTimeout(timeoutMs)), timeoutMs)
    // The end mostly comes with the same packet, and then the connection is free for the next request.
    const answerSoon = () => {
      soon ??= setImmediate(answer)
    }

    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started
        // It waited for a connection until the time was up, and must not be sent after all.
        if (isOver) abandon()
      },
      onResponseStart(_, status, headers) {
        // Informational answers come before the final one.
        if (status < 200) return
        const retryAfter = [headers['retry-after']].flat()[0]
        head = { status, ...(retryAfter !== undefined && { retryAfter }) }
        if (maxBytes === 0) answerSoon()
      },
      onResponseData(_, chunk) {
        if (length < maxBytes) chunks.push(chunk)
        length += chunk.length
        if (length >= maxBytes) answerSoon()
        if (length > maxBytes + MAX_SPARE_BYTES) abandon()
      },
      onResponseEnd() {
        stop()
        answer()
      },
      onResponseError(_, error) {
        if (!isOver) fail(describeFailure(error, timeoutMs), error)
      },
    })
  })
}

/** As UTF-8, without a character that the limit cuts apart. */
function decode(chunks: readonly Uint8Array[], maxBytes: number): string {
  if (chunks.length === 0) return ''
  const bytes = Buffer.concat(chunks)
  const isCut = bytes.length > maxBytes
  return new TextDecoder().decode(bytes.subarray(0, maxBytes), { stream: isCut })
}
