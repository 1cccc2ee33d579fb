import type { Dial } from '../../push/outbound.ts'
import type { PushStore } from '../../push/store/store.ts'
import type { Push } from './push.ts'
import type { PushedFolder } from './pushed-folder.ts'

/** Where push keeps what must not be lost, and what it may do. */
export interface PushPlace {
  /** The file of the database of one server. */
  file: string
  /** The address of a PostgreSQL that several servers share, in place of the file. */
  databaseUrl?: string
  /** The value of `WIREROOM_PUSH_ALLOW`. */
  allow?: string
  /** Has the secrets that settings name. */
  environment: Readonly<Record<string, string | undefined>>
}

export interface PushingOptions extends PushedFolder {
  place: PushPlace
  version: string
  now(): number
  log(line: string): void
}

/** Push once it has started. */
export interface StartedPush extends Push {
  store: PushStore
  dial: Dial
  proofs(): ReadonlyMap<string, string>
}
