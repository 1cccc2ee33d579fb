import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const SCRIPT = join(import.meta.dirname, '../../../.ci/release')
const CHANGES = '# Changelog\n\n## [Unreleased]\n\n## [1.2.0]\n\nNew.\n'

/** A repository with the script, in which `npm` writes down its calls; `npm test` ends with this code, and `npm version` writes the version. */
function makeRepository(testCode = 0) {
  const directory = makeFolder({
    'repo/package.json': '{"version":"1.1.0"}\n',
    'repo/package-lock.json': '{}\n',
    'repo/CHANGELOG.md': CHANGES,
    'bin/npm': `#!/bin/sh\necho "$*" >> "${'$'}{0%/*}/calls"\n[ "$1" = test ] && exit ${testCode}\n[ "$1" = version ] || exit 9\nfor last; do :; done\necho "{\\"version\\":\\"$last\\"}" > package.json\n`,
  })
  const repository = join(directory, 'repo')
  chmodSync(join(directory, 'bin/npm'), 0o755)
  mkdirSync(join(repository, '.ci'))
  cpSync(SCRIPT, join(repository, '.ci/release'))
  const run = (command: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: repository,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${join(directory, 'bin')}:${process.env.PATH}`,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.org',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.org',
      },
    })
    return { code: status, output: stdout + stderr }
  }
  const git = (...args: string[]) => run('git', ...args).output.trim()
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'First')
  return { repository, git, release: (...args: string[]) => run(join(repository, '.ci/release'), ...args) }
}

describe('.ci/release', () => {
  it('tags what the tests have passed, with the version and the day in the files', () => {
    const { repository, git, release } = makeRepository()
    expect(release('1.2.0', '--do-it')).toMatchObject({ code: 0 })
    expect(git('log', '--format=%s')).toBe('build: Release 1.2.0\nFirst')
    expect(git('tag', '--points-at', 'HEAD')).toBe('v1.2.0')
    expect(git('status', '--porcelain')).toBe('')
    expect(readFileSync(join(repository, 'package.json'), 'utf8')).toContain('1.2.0')
    const changes = readFileSync(join(repository, 'CHANGELOG.md'), 'utf8')
    expect(changes).toMatch(/^## \[1\.2\.0\] - \d{4}-\d\d-\d\d$/m)
    expect(changes.replace(/ - \d{4}-\d\d-\d\d/, '')).toBe(CHANGES)
    expect(release('1.2.0', '--do-it')).toMatchObject({
      code: 1,
      output: expect.stringContaining('a tag v1.2.0'),
    })
  })

  it('changes nothing without --do-it, nor where the tests fail', () => {
    for (const [testCode, args, code] of [
      [0, ['1.2.0'], 0],
      [3, ['1.2.0', '--do-it'], 3],
    ] as const) {
      const { git, release } = makeRepository(testCode)
      expect(release(...args)).toMatchObject({ code })
      expect([git('log', '--format=%s'), git('tag'), git('status', '--porcelain')]).toEqual(['First', '', ''])
    }
  })

  it('refuses a version that the changelog does not have, and changes that are not committed', () => {
    const { repository, release } = makeRepository()
    expect(release()).toMatchObject({ code: 2 })
    expect(release('v1.2.0')).toMatchObject({ code: 2 })
    expect(release('1.3.0')).toMatchObject({ code: 1, output: expect.stringContaining('no heading [1.3.0]') })
    writeFiles(repository, { 'new.txt': '' })
    expect(release('1.2.0')).toMatchObject({ code: 1, output: expect.stringContaining('not committed') })
  })
})

it('the lock says of the program what its manifest says, so that npm install changes no file of a checkout', () => {
  const readJson = (name: string) =>
    JSON.parse(readFileSync(join(import.meta.dirname, '../../..', name), 'utf8'))
  const manifest = readJson('package.json')
  const { '': locked } = readJson('package-lock.json').packages
  const names = [
    'name',
    'version',
    'license',
    'bin',
    'engines',
    'dependencies',
    'devDependencies',
    'peerDependencies',
  ]
  for (const name of names) expect(locked[name], name).toEqual(manifest[name])
})
