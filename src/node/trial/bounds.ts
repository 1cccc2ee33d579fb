/** The largest file that is an article: as long as a novel. */
export const MAX_BYTES = 1_000_000

/** The longest text that is parsed and rendered without a trial: a slow machine is done with any of that length in some seconds, a quick one in less than one. */
export const LONG_TEXT = 64_000

/** How long parsing and rendering an article may take: about as long as everybody else may have to wait for it. */
export const TRIAL_MILLISECONDS = 2000

/** Why a file as it is now is not published, and what to do. */
export interface Refusal {
  code: 'encoding' | 'unreadable' | 'too-large' | 'too-slow'
  reason: string
  hint: string
}

export const TOO_LARGE: Refusal = {
  code: 'too-large',
  reason: `The file has more than ${MAX_BYTES / 1_000_000} MB`,
  hint: 'Split it, or move data into files beside it',
}

export const TOO_SLOW: Refusal = {
  code: 'too-slow',
  reason: `Reading and rendering the file takes more than ${TRIAL_MILLISECONDS / 1000} seconds`,
  hint: 'Split it, or write it with less markup',
}
