import { existsSync } from 'node:fs'
import type { PushPlace } from '../../node/push/push-place.ts'
import { pushFile } from '../../node/wireroom-folder.ts'
import type { PushStore } from '../../push/store/store.ts'

/** The environment variables of every command that reads the database of push. */
export const PUSH_ENVIRONMENT = {
  WIREROOM_DATA: 'the folder of the database of subscriptions and deliveries; .wireroom unless set',
  WIREROOM_DATABASE: 'postgres://… where several servers share these, in place of a file',
}

/** Where the push of a folder of articles keeps its database, as `serve` finds it. */
export function choosePushPlace(articles: string, env: NodeJS.ProcessEnv): PushPlace {
  return {
    file: pushFile(articles, env.WIREROOM_DATA || undefined),
    databaseUrl: env.WIREROOM_DATABASE || undefined,
    allow: env.WIREROOM_PUSH_ALLOW,
    environment: env,
  }
}

/** Opens the database beside a server that may work on it. Throws where there is none yet. */
export async function withPushStore<T>(place: PushPlace, use: (store: PushStore) => Promise<T>): Promise<T> {
  if (place.databaseUrl === undefined && !existsSync(place.file))
    throw new Error(
      `Nothing has been pushed yet: there is no ${place.file}. A server that pushes makes it; WIREROOM_DATA says where, if it is elsewhere.`,
    )
  const { openDatabase } = await import('../../node/push/database.ts')
  const { openStore } = await import('../../push/store/store.ts')
  const { database, close } = await openDatabase(place)
  try {
    return await use(await openStore(database))
  } finally {
    await close()
  }
}
