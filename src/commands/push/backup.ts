import { dropAtEnd } from '../../content/text/characters.ts'
import { backUp, type DataFiles } from '../../node/push/backup.ts'
import { registerCopy, statsFile } from '../../node/wireroom-folder.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from '../command.ts'
import { choosePushPlace, PUSH_ENVIRONMENT } from './open-push-store.ts'

/** The files of the data folder that belong to a folder of articles. */
export function chooseDataFiles(articles: string, env: NodeJS.ProcessEnv): DataFiles {
  const { file, databaseUrl } = choosePushPlace(articles, env)
  return {
    database: databaseUrl === undefined ? file : undefined,
    ids: registerCopy(articles),
    stats: statsFile(articles),
  }
}

/** The sentence for whoever keeps the subscriptions in PostgreSQL. */
export const POSTGRES_ADVICE =
  'Subscriptions and deliveries are in PostgreSQL: back them up with `pg_dump --format=custom "$WIREROOM_DATABASE"`, and restore them with `pg_restore --clean`.'

/** Copies what must not be lost. */
export const backupCommand = defineCommand({
  positionals: 'FOLDER',
  description: `Copies subscriptions, deliveries, the register of ids and the counts of readers to a new folder.
The server may run meanwhile, and is not held up. The articles themselves are not part of it.
Callbacks and secrets of subscribers are in the copy: only its owner can read the folder.`,
  examples: [['backup backups/monday', 'copies them to a new folder']],
  options: { articles: ARTICLES_OPTION },
  environment: PUSH_ENVIRONMENT,
  run({ values, positionals, env, log, now }) {
    const [named, ...others] = positionals
    if (named === undefined || others.length > 0)
      throw new UsageError('Name one folder for the copy, such as `wireroom backup backups/monday`.')
    const folder = dropAtEnd(named, '/')
    const data = chooseDataFiles(chooseArticles(values.articles, env).articles, env)
    if (data.database === undefined) log(POSTGRES_ADVICE)
    const names = backUp(data, folder, now())
    log(`${folder} has ${names.join(', ')}. \`wireroom restore ${folder}\` puts them back.`)
    return 0
  },
})
