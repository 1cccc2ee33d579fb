import { cacheFile, EDGE_FOLDER } from '../node/wireroom-folder.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand } from './command.ts'

/** Compiles the folder for the Worker; `wrangler.toml` has Wrangler run it before each deploy and each run on this machine. */
export const compileCommand = defineCommand({
  description: 'Fails where an article is broken.',
  options: {
    articles: ARTICLES_OPTION,
    output: { type: 'string', value: 'DIR', description: `where it goes; ${EDGE_FOLDER} unless given` },
    'allow-broken': { type: 'boolean', description: 'leaves out broken articles, and compiles the rest' },
  },
  environment: {
    SITE_URL: "the address with which links start; without it, wrangler.toml's",
    ALLOW_BROKEN: 'set to anything, does what --allow-broken does',
    PORT: 'the port of the address where none is set; 8787 unless set',
  },
  async run({ values, env, logError, now }) {
    const { articles, siteUrl } = chooseArticles(values.articles, env)
    const { compileFolder, siteUrlOf } = await import('./compile-folder.ts')
    return compileFolder({
      articles,
      output: values.output ?? EDGE_FOLDER,
      defaultUrl: `http://localhost:${env.PORT || 8787}/`,
      siteUrl: siteUrl ?? siteUrlOf('wrangler.toml'),
      cache: cacheFile('compile', articles),
      // While one is writing, a broken article must not stop the others from being looked at.
      allowBroken:
        values['allow-broken'] === true || env.ALLOW_BROKEN !== undefined || env.WRANGLER_COMMAND === 'dev',
      now: now(),
      log: logError,
    })
  },
})
