import type { Choice, Destination } from './destination.ts'

/** What each choice of a destination has; `place` is where it stands in the settings, such as `push.1`. */
interface Chosen extends Choice {
  place: string
  name?: string
}

/** A webhook. `secret`, `token`, and `url` where it is not an address, are names of environment variables. */
export type WebhookChoice = Chosen & { kind: 'webhook'; url: string } & (
    | { format: 'json'; secret: string }
    | { format: 'slack' | 'discord' }
    | { format: 'telegram'; token: string; chat: string }
  )

/** IndexNow. `key` names the environment variable with the key, or `secret` one that a key is made of. */
export type IndexNowChoice = Chosen & { kind: 'indexnow'; url?: string; key?: string; secret?: string }

/** Everything that settings choose. */
export interface PushChoices {
  /** Addresses of the hubs of others. */
  hubs: readonly string[]
  destinations: readonly (WebhookChoice | IndexNowChoice)[]
}

/** A choice that cannot be followed, with its place in the settings and what to do. */
export interface DestinationFault {
  place: string
  message: string
  hint: string
}

/** A small file that the site must serve; `path` begins with `/`. */
export interface ProofFile {
  path: string
  text: string
}

/** What destinations are made of. */
export interface Making {
  /** Absolute address, ends in `/`. */
  siteUrl: string
  /** The value of an environment variable, trimmed; reports one that is not set. */
  read(variable: string, place: string): string | undefined
  reportFault(place: string, message: string, hint: string): void
}

/** A destination that was made, with the file that it needs; empty after a fault. */
export interface Made {
  destination?: Destination
  file?: ProofFile
}
