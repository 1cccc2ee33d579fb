import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
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
  },
  environment: ENVIRONMENT,
  passesOnTo: 'wrangler dev',
  run: ({ values: { port }, args, env }) =>
    // `true` where the value is missing, which Wrangler refuses.
    runWrangler('dev', args, typeof port === 'string' ? { ...env, PORT: port } : env),
})

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

/** Passes our own options to `compile` through the environment, because Wrangler refuses options it does not know. */
function runWrangler(command: 'dev' | 'deploy', args: string[], env: NodeJS.ProcessEnv): number {
  const wrangler = fileURLToPath(
    import.meta.resolve('wrangler/package.json').replace('package.json', 'bin/wrangler.js'),
  )
  const { status } = spawnSync(
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
  return status ?? 1
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
