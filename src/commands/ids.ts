import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isTrial } from '../content/library/ids/id-rules.ts'
import { REGISTER_FILE, renderRegister } from '../content/library/register.ts'
import { describeDoubts } from '../content/problem.ts'
import { openFolder } from '../node/folder/folder.ts'
import { createRegisterFile } from '../node/register-file.ts'
import { replaceFile } from '../node/replace-file.ts'
import { registerCopy } from '../node/wireroom-folder.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand } from './command.ts'

/** Puts the register of published ids beside `_index.md`, where it can be committed. */
export const idsCommand = defineCommand({
  description: `Puts the register of published ids beside _index.md, as ${REGISTER_FILE}.\nCommit the file, so that renamed articles keep their ids on every machine. It is written from then on where the folder is published.`,
  options: { articles: ARTICLES_OPTION },
  environment: { SITE_URL: 'the address that links start with, such as https://example.org/' },
  run({ values, env, log, now, showProgress = () => {} }) {
    const { articles, siteUrl } = chooseArticles(values.articles, env)
    const ids = createRegisterFile(articles, registerCopy(articles), log)
    showProgress(`Reading ${articles}`)
    const folder = openFolder(articles, {
      defaultUrl: `http://localhost:${env.PORT || 8787}/`,
      siteUrl,
      ids,
    })
    showProgress('')
    if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
    if (isTrial(folder.library().site))
      throw new Error(
        'Nothing is registered while ids start with an address of this machine. Set `idPrefix` and `url` in _index.md first.',
      )
    const register = folder.register(now())
    const path = join(articles, REGISTER_FILE)
    const isNew = !existsSync(path)
    replaceFile(path, renderRegister(register))
    const { length } = register.entries
    log(
      `${path} has ${length} published ${length === 1 ? 'id' : 'ids'}.${isNew ? ' Commit it with the articles.' : ''}`,
    )
    return 0
  },
})
