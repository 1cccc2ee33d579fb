import { resolve } from 'node:path'
import type { Instant } from '../../content/text/dates.ts'
import type { Publication } from '../../publication/publication.ts'
import { type Look, lookInto } from '../folder/look.ts'
import type { ReadAhead } from '../folder/read-ahead.ts'
import { createEarlyPublication } from './early.ts'
import { createKeptBytes } from './kept-bytes.ts'
import { type Recalled, recall } from './remembered.ts'
import type { ServedFolder } from './served-folder.ts'

export interface StartOptions {
  /** Of the code that parses and renders. */
  version: string
  /** Of all code that decides what is remembered of what was served. */
  serving: string
  /** Used when the folder's settings name no `url`. */
  defaultUrl: string
  /** Wins over the folder's `url`. */
  siteUrl?: string
  /** File in which to remember what was parsed. */
  cache?: string
  /** File in which to remember since when documents are what they are, for `Last-Modified` never to go back. */
  dates?: string
  /** File in which to remember what was rendered. */
  rendered?: string
  /** File in which to remember what was served. */
  served?: string
  /** A second thread for the first load. */
  ahead?: ReadAhead
  /** The clock. */
  now(): Instant
  /** One line for a person. */
  log(line: string): void
}

/** A folder that is served from now on. */
export interface StartedFolder {
  publication: Publication
  /** What there is to say of it to a person. */
  lines: readonly string[]
  /** How many articles are public. */
  articles: number
  /** How long loading it took; 0 as long as it is not. */
  loadSeconds(): number
  /** Publishes what changes in it. */
  follow(): void
  /** Makes ready what the next reader or edit would wait for, and the next start. Worth a moment at which nobody asks. */
  settle(): void
  /** Writes down what spares the next start work. */
  save(): void
  stop(): void
}

const RETRY_MILLISECONDS = 1000

/**
 * Opens a folder to be served. Where it is what it was when it was served before, what was served then is at hand without reading it, nor the code
 * that does: it is loaded when somebody asks for more, or when it is to be followed. Rejects where it has to be loaded and cannot be read.
 */
export async function startFolder(articles: string, options: StartOptions): Promise<StartedFolder> {
  const { version, serving, defaultUrl, siteUrl, cache, served, ahead, now, log } = options
  const key = JSON.stringify([serving, siteUrl === undefined ? { defaultUrl } : { siteUrl }])
  const rendered = createKeptBytes({ file: options.rendered })
  const root = resolve(articles)
  let seen: Look | undefined
  const look = () => {
    seen = lookInto(root)
    return seen
  }
  const recalled = served === undefined ? undefined : recall(served, key, root, now(), look)
  let loading: Promise<ServedFolder> | undefined
  let folder: ServedFolder | undefined
  let retry: NodeJS.Timeout | undefined
  let lastFailure = ''
  let unfollow: (() => void) | undefined
  let hasStopped = false
  if (recalled) ahead?.stop()
  const publication = recalled ? createEarly(recalled) : (await load()).publication
  const lines = recalled?.lines ?? folder!.lines
  return {
    publication,
    lines,
    articles: recalled?.articles ?? (await publication.status(now())).articles.public,
    loadSeconds: () => folder?.seconds ?? 0,
    follow,
    settle() {
      folder?.prepare(now())
      folder?.save(now())
    },
    save: () => folder?.save(now()),
    stop() {
      hasStopped = true
      clearTimeout(retry)
      unfollow?.()
    },
  }

  function createEarly(remembered: Recalled): Publication {
    return createEarlyPublication({
      remembered,
      rendered,
      loaded: () => folder?.publication,
      load: async () => (await load()).publication,
    })
  }

  /** Once, unless it fails. */
  function load(): Promise<ServedFolder> {
    loading ??= open().catch((error) => {
      loading = undefined
      throw error
    })
    return loading
  }

  async function open(): Promise<ServedFolder> {
    const { openServedFolder } = await import('./served-folder.ts')
    folder = openServedFolder(root, {
      ...options,
      // The thread was ended, and that look was long ago.
      ...(recalled ? { ahead: undefined } : { seen: ahead ? undefined : seen }),
      cache: cache === undefined ? undefined : { file: cache, version },
      rendered,
      served: served === undefined ? undefined : { file: served, key, recalled },
    })
    return folder
  }

  function follow(): void {
    load().then(
      (loaded) => {
        if (hasStopped) return
        for (const line of loaded.lines) if (!lines.includes(line)) log(line)
        unfollow = loaded.follow()
      },
      (error: Error) => {
        if (hasStopped) return
        if (error.message !== lastFailure)
          log(
            `The articles folder cannot be read (${error.message}); what is remembered of it stays published.`,
          )
        lastFailure = error.message
        retry = setTimeout(follow, RETRY_MILLISECONDS)
      },
    )
  }
}
