import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { watchFolder } from '../node/folder/watch.ts'
import { WATCHED_FOLDER } from '../node/wireroom-folder.ts'
import { defineCommand } from './command.ts'

const ENVIRONMENT = {
  ARTICLES: 'the folder of articles; `articles` unless set',
  SITE_URL: 'the address that links start with; unless set, the one in wrangler.toml',
}

/** Runs the Worker on this machine with `wrangler dev`, which runs `compile` first. */
export const devCommand = defineCommand({
  description: 'Runs the Worker on this machine.\nLeaves out broken articles.',
  options: {
    port: { type: 'string', value: 'PORT', description: 'the port to listen on; 8787 unless given' },
    config: { type: 'string', short: 'c', value: 'FILE', description: 'another file than wrangler.toml' },
  },
  environment: ENVIRONMENT,
  passesOnTo: 'wrangler dev',
  async run({ values: { port, config }, args, env, logError }) {
    const place = typeof config === 'string' ? dirname(config) : '.'
    const stop = env.ARTICLES ? passOnChanges(env.ARTICLES, join(place, WATCHED_FOLDER), logError) : () => {}
    // `true` where the value is missing, which Wrangler refuses.
    const code = await runWrangler('dev', args, typeof port === 'string' ? { ...env, PORT: port } : env)
    stop()
    return code
  },
})

/** Writes into `folder`, which Wrangler watches, whenever something changes in `articles`, of which Wrangler knows nothing. */
function passOnChanges(articles: string, folder: string, logError: (line: string) => void): () => void {
  mkdirSync(folder, { recursive: true })
  let changes = 0
  return watchFolder(
    articles,
    // Without paths it is the look at each minute, at which most likely nothing has changed.
    (paths) => {
      if (paths) writeFileSync(join(folder, 'changes'), String(++changes))
    },
    ({ message }) =>
      logError(`Changes in ${articles} cannot be followed (${message}). Start again after an edit.`),
  )
}

/** Deploys the Worker with `wrangler deploy`, which runs `compile` first. */
export const deployCommand = defineCommand({
  description: 'Deploys the Worker to Cloudflare.\nFails if an article is broken.',
  options: {
    'allow-broken': { type: 'boolean', description: 'leaves out broken articles and deploys the rest' },
  },
  environment: ENVIRONMENT,
  passesOnTo: 'wrangler deploy',
  run: ({ args, env }) => runWrangler('deploy', args, env),
})

/** Wrangler's program. Throws where it is not installed: a package of Wireroom does not bring it. */
function findWrangler(): string {
  try {
    return fileURLToPath(
      import.meta.resolve('wrangler/package.json').replace('package.json', 'bin/wrangler.js'),
    )
  } catch {
    throw new Error('Wrangler is not installed. `npm install wrangler` beside Wireroom brings it.')
  }
}

/** Passes our own options to `compile` through the environment, because Wrangler refuses options it does not know. */
async function runWrangler(
  command: 'dev' | 'deploy',
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const wrangler = findWrangler()
  const child = spawn(
    process.execPath,
    [wrangler, command, ...args.filter((argument) => argument !== '--allow-broken')],
    {
      stdio: 'inherit',
      env: {
        ...quietEnvironment(env, process.stdout.isTTY === true),
        ...(args.includes('--allow-broken') && { ALLOW_BROKEN: '1' }),
      },
    },
  )
  // A terminal sends SIGINT to Wrangler, too; this process waits for it to end.
  const wait = () => {}
  const passOn = (signal: NodeJS.Signals) => void child.kill(signal)
  process.on('SIGINT', wait).on('SIGTERM', passOn).on('SIGHUP', passOn)
  const [code] = (await once(child, 'exit')) as [number | null]
  process.off('SIGINT', wait).off('SIGTERM', passOn).off('SIGHUP', passOn)
  return code ?? 1
}

/** The environment in which Wrangler asks the network for nothing that nobody reads; what is set already stays. */
export function quietEnvironment(env: NodeJS.ProcessEnv, isTerminal: boolean): NodeJS.ProcessEnv {
  const isAutomatic = !isTerminal || (env.CI !== undefined && env.CI !== '')
  return {
    // Otherwise Wrangler fetches `request.cf`.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // The banner asks npm for a newer version.
    ...(isAutomatic && { WRANGLER_HIDE_BANNER: 'true' }),
    ...env,
  }
}
