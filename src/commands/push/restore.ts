import { dropAtEnd } from '../../content/text/characters.ts'
import { restore } from '../../node/push/backup.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from '../command.ts'
import { chooseDataFiles, POSTGRES_ADVICE } from './backup.ts'
import { PUSH_ENVIRONMENT } from './open-push-store.ts'

/** Puts a backup back. */
export const restoreCommand = defineCommand({
  positionals: 'FOLDER',
  description: `Puts a backup back in the place of subscriptions, deliveries, ids and counts.
Stop the server first. What was published after the backup counts as news, and is sent again.`,
  examples: [
    ['restore backups/monday', 'copies them to a new folder'],
    ['restore backups/monday --articles /srv/site/articles', 'where the articles have moved'],
  ],
  options: { articles: ARTICLES_OPTION },
  environment: PUSH_ENVIRONMENT,
  async run({ values, positionals, env, log }) {
    const [folder, ...others] = positionals
    if (folder === undefined || others.length > 0)
      throw new UsageError('Name the folder of the backup, such as `wireroom restore backups/monday`.')
    const data = chooseDataFiles(chooseArticles(values.articles, env).articles, env)
    if (data.database === undefined) log(POSTGRES_ADVICE)
    const { made, names } = await restore(dropAtEnd(folder, '/'), data)
    log(`Restored ${names.join(', ')} as of ${made.slice(0, 16)}Z. Start the server again.`)
    return 0
  },
})
