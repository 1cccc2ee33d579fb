import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { defineCommand } from './command.ts'

const ENVIRONMENT = {
  ARTICLES: 'the folder of articles; `articles` unless set',
  SITE_URL: "the address with which links start; without it, wrangler.toml's",
}

/** Runs the Worker on this machine with `wrangler dev`, which runs `compile` first. */
export const devCommand = defineCommand({
  description: 'Broken articles are left out.',
  options: {
    port: { type: 'string', value: 'PORT', description: 'where it listens; 8787 unless given' },
  },
  environment: ENVIRONMENT,
  passesOnTo: 'wrangler dev',
  run: ({ values: { port }, args, env }) =>
    // Wrangler refuses a `--port` without a value.
    runWrangler('dev', args, typeof port === 'string' ? { ...env, PORT: port } : env),
})

/** Deploys the Worker with `wrangler deploy`, which runs `compile` first. */
export const deployCommand = defineCommand({
  description: 'Fails where an article is broken.',
  options: {
    'allow-broken': { type: 'boolean', description: 'leaves out broken articles, and deploys the rest' },
  },
  environment: ENVIRONMENT,
  passesOnTo: 'wrangler deploy',
  run: ({ args, env }) => runWrangler('deploy', args, env),
})

/** Wrangler knows none of our options, so they reach the compiler through the environment. */
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
        // Without this Wrangler asks the network for properties of a request that nothing here reads.
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        ...env,
        ...(args.includes('--allow-broken') && { ALLOW_BROKEN: '1' }),
      },
    },
  )
  return status ?? 1
}
