import type { Chores } from '../../push/work/house.ts'
import type { ObjectStorage } from './object-storage.ts'

/** What the object has done and has to do, beside what is in the outbox. */
export interface Agenda extends Chores {
  /** The version of the articles that was last looked at. */
  seen?: string
  /** When to look again, although the version stays the same. */
  look?: number
}

const KEY = 'agenda'

/** Keeps the agenda in the storage, so that an object that restarts goes on with it. */
export function openAgenda({ kv }: ObjectStorage): { read(): Agenda; write(changes: Agenda): void } {
  let agenda = kv.get<Agenda>(KEY) ?? { beaten: 0, pruned: 0 }
  return {
    read: () => agenda,
    write(changed) {
      // Each time is a row that is written.
      if (JSON.stringify(changed) === JSON.stringify(agenda)) return
      kv.put(KEY, changed)
      agenda = changed
    },
  }
}
