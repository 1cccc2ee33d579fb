import { spawnSync } from 'node:child_process'
import { copySite, type SiteCopy } from '../sites.ts'

/** A copy of a fixture with these packages of npm; undefined, after saying why, where they do not install within a minute. */
export function installSite(name: string, packages: string[]): SiteCopy | undefined {
  const copy = copySite(name)
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--save-exact', ...packages]
  const { status, error, stderr } = spawnSync('npm', args, {
    cwd: copy.directory,
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (status === 0) return copy
  copy.remove()
  console.warn(`SKIPPED the comparison with ${name}: ${error?.message ?? stderr.slice(-2000)}`)
  return undefined
}
