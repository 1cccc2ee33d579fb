import { spawn } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { parse } from 'smol-toml'
import { eventually } from '../eventually.ts'
import { freePort } from '../free-port.ts'

const ROOT = join(import.meta.dirname, '../..')

interface StartOptions {
  /** What each of them answers before they are handed out. */
  firstPath?: string
}

/** Serves compiled folders with workerd alone, one process for all, without what Wrangler puts in front of it. */
export async function startWorkerd(
  directory: string,
  outputs: readonly string[],
  { firstPath = 'healthz' }: StartOptions = {},
): Promise<{ urls: string[]; pid: number; stop(): void }> {
  await bundleWorker(join(directory, 'worker.js'))
  const ports = await Promise.all(outputs.map(freePort))
  for (const [index, output] of outputs.entries())
    copyFileSync(join(output, 'manifest.json'), join(directory, `manifest-${index}.json`))
  writeFileSync(join(directory, 'config.capnp'), makeConfig(outputs, ports))
  const workerd = spawn(workerdPath(), ['serve', join(directory, 'config.capnp')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  workerd.stderr.on('data', (chunk) => {
    said += chunk
  })
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  await eventually(async () => {
    if (workerd.exitCode !== null) throw new Error(said)
    for (const url of urls) await (await fetch(`${url}/${firstPath}`)).arrayBuffer()
  })
  return { urls, pid: workerd.pid!, stop: () => void workerd.kill('SIGKILL') }
}

/** The binary that Wrangler runs. */
function workerdPath(): string {
  const ofWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))
  return (ofWrangler('workerd') as { default: string }).default
}

/** The Worker as Wrangler bundles it, but for its manifest, which is a module beside it, so that one bundle does for all folders. */
async function bundleWorker(outfile: string): Promise<void> {
  const { 'wireroom:manifest': _, ...alias } = readAliases()
  await build({
    absWorkingDir: ROOT,
    alias,
    entryPoints: ['src/worker.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:workers'],
    logLevel: 'silent',
    plugins: [
      {
        name: 'manifest',
        setup({ onResolve }) {
          onResolve({ filter: /^wireroom:manifest$/ }, () => ({ path: './manifest.json', external: true }))
        },
      },
    ],
  })
}

function readAliases(): Record<string, string> {
  const { alias } = parse(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'))
  return alias as Record<string, string>
}

function makeConfig(outputs: readonly string[], ports: readonly number[]): string {
  const services = outputs.flatMap((output, index) => [
    `(name = "site${index}", worker = .site${index})`,
    `(name = "assets${index}", disk = ${JSON.stringify(join(output, 'assets'))})`,
  ])
  const sockets = ports.map(
    (port, index) =>
      `(name = "s${index}", address = "127.0.0.1:${port}", http = (), service = "site${index}")`,
  )
  const workers = outputs.map(
    (_, index) => `const site${index} :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "manifest.json", json = embed "manifest-${index}.json"),
  ],
  compatibilityDate = "2026-10-20",
  bindings = [(name = "ASSETS", service = "assets${index}")],
);`,
  )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${services.join(', ')}], sockets = [${sockets.join(', ')}]);
${workers.join('\n')}
`
}
