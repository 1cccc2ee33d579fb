import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { makeFolder } from '../../make-folder.ts'

export const ROOT = join(import.meta.dirname, '../../..')

/** The end of a process; its output is that of both streams. */
export interface Ended {
  status: number | null
  output: string
}

/** What npm says where it reaches no registry. */
const UNREACHABLE =
  /\b(?:ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|E50[234])\b/

/** The environment of a person who uses this Node: without the flags of this process, and without what npm tells its scripts. */
export function environment(more: Record<string, string> = {}, node = process.execPath): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:NODE_OPTIONS|FORCE_COLOR|npm_(?!config_(?:registry|cache|userconfig)$).*)$/.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    PATH: `${dirname(node)}:${process.env.PATH}`,
    NO_COLOR: '1',
    npm_config_update_notifier: 'false',
    ...more,
  }
}

export function readManifest(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** A copy of this checkout, so that a test writes nothing into this one. */
export function makeCheckout(): string {
  const checkout = makeFolder({ LICENSE: '' }, false)
  for (const path of ['src', 'package.json', 'README.md'])
    cpSync(join(ROOT, path), join(checkout, path), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  return checkout
}

/** Packs a checkout; returns the path of the package. */
export function packProgram(checkout: string): string {
  const packed = spawnSync('npm', ['pack', '--json', '--foreground-scripts=false'], {
    cwd: checkout,
    encoding: 'utf8',
    env: environment({ npm_config_offline: 'true' }),
  })
  expect(packed.status, packed.stderr).toBe(0)
  const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n'))) as [
    { filename: string },
  ]
  return join(checkout, filename)
}

/** Unpacks a package into a folder, with links in place of what it depends on: that needs no registry. Returns the folder of the package. */
export function linkPackage(tarball: string, home: string): string {
  const installed = join(home, 'node_modules/wireroom')
  mkdirSync(installed, { recursive: true })
  mkdirSync(join(home, 'node_modules/.bin'))
  expect(spawnSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']).status).toBe(0)
  const { dependencies, bin } = readManifest(installed)
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(home, 'node_modules', name)), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules', name), join(home, 'node_modules', name))
  }
  symlinkSync(join('../wireroom', bin.wireroom), join(home, 'node_modules/.bin/wireroom'))
  return installed
}

/** Runs `npm install` with a package as a person would; undefined where no registry can be reached. */
export async function npmInstall(
  cwd: string,
  args: string[],
  node = process.execPath,
): Promise<Ended | undefined> {
  // What was installed before comes out of the cache, and nobody is asked twice who does not answer.
  const options = [
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--fetch-retries=0',
    '--fetch-timeout=20000',
  ]
  const ended = await runProcess('npm', ['install', ...args, ...options], cwd, environment({}, node))
  return ended.status !== 0 && UNREACHABLE.test(ended.output) ? undefined : ended
}

/** Runs a process to its end. */
export function runProcess(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, output }))
  })
}
