import { spawnSync } from 'node:child_process'
import { copySite, type SiteCopy } from '../sites.ts'

/** Installs packages of npm into a folder; false, after saying that `what` is skipped and why, where they do not install within a minute. */
export function installPackages(directory: string, packages: readonly string[], what: string): boolean {
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--save-exact', ...packages]
  const { status, error, stderr } = spawnSync('npm', args, {
    cwd: directory,
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (status !== 0) console.warn(`SKIPPED ${what}: ${error?.message ?? stderr.slice(-2000)}`)
  return status === 0
}

/** A copy of a fixture with these packages of npm; undefined where they do not install. */
export function installSite(name: string, packages: readonly string[]): SiteCopy | undefined {
  const copy = copySite(name)
  if (installPackages(copy.directory, packages, `the comparison with ${name}`)) return copy
  copy.remove()
  return undefined
}
