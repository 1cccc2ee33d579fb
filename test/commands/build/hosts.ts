import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { eventually } from '../../eventually.ts'
import { freePort } from '../../free-port.ts'
import { makeFolder } from '../../make-folder.ts'

/** A web server of others that serves a folder that was built. */
export interface Host {
  get(path: string, headers?: Record<string, string>): Promise<HostAnswer>
  stop(): Promise<void>
}

export interface HostAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Whether a program is there. */
export function hasProgram(name: string, ...args: string[]): boolean {
  return spawnSync(name, args).error === undefined
}

/** Starts nginx with the snippet of a folder that was built; `root` is what the snippet asks for. */
export async function startNginx(root: string, built = root): Promise<Host> {
  const workspace = makeFolder({}, false)
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(workspace, name)};`)
    .join('\n')
  writeFileSync(
    join(workspace, 'nginx.conf'),
    `daemon off; master_process off; pid ${join(workspace, 'pid')}; error_log stderr;
events { worker_connections 64; }
http { access_log off; default_type application/octet-stream; types { text/html html; }
${temporary}
server { listen 127.0.0.1:${port}; root ${root}; include ${join(built, '.wireroom/nginx.conf')}; } }
`,
  )
  const args = ['-p', workspace, '-c', join(workspace, 'nginx.conf')]
  const { status, stderr } = spawnSync('nginx', ['-t', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`nginx refuses the snippet: ${stderr}`)
  return hostOf(spawn('nginx', args, { stdio: 'ignore' }), port)
}

/** Starts Caddy with the snippet of a folder that was built. */
export async function startCaddy(root: string, built = root): Promise<Host> {
  const workspace = makeFolder({}, false)
  const port = await freePort()
  mkdirSync(join(workspace, 'data'))
  const config = join(workspace, 'Caddyfile')
  writeFileSync(
    config,
    `{
	admin off
	auto_https off
}
import ${join(built, '.wireroom/Caddyfile')}
http://127.0.0.1:${port} {
	root * ${root}
	import wireroom
}
`,
  )
  const env = { ...process.env, HOME: workspace, XDG_DATA_HOME: workspace, XDG_CONFIG_HOME: workspace }
  const args = ['--config', config, '--adapter', 'caddyfile']
  const { status, stderr } = spawnSync('caddy', ['validate', ...args], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`Caddy refuses the snippet: ${stderr}`)
  return hostOf(spawn('caddy', ['run', ...args], { stdio: 'ignore', env }), port)
}

async function hostOf(child: ChildProcess, port: number): Promise<Host> {
  const get = (path: string, headers: Record<string, string> = {}) => ask(port, path, headers)
  await eventually(async () => void (await get('/feed.xml')))
  return {
    get,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Without `fetch`, which would write some paths in another way. */
export function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<HostAnswer> {
  return new Promise((resolve, reject) => {
    const call = request({ hostname: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    call.on('error', reject).end()
  })
}
