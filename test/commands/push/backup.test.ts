import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openCommands } from './open-commands.ts'

it('backs up while the server has the database open, and restores once it has stopped', async () => {
  const { run, data, own, close, subscribe } = await openCommands()
  await subscribe('https://reader.example/')
  expect(own()).toBe(true)
  const backup = join(data, 'monday')
  const { code, lines } = await run(['backup', `${backup}/`])
  expect({ code, lines }).toEqual({
    code: 0,
    lines: [`${backup} has push.sqlite. \`wireroom restore ${backup}\` puts them back.`],
  })
  expect(existsSync(join(backup, 'push.sqlite'))).toBe(true)
  expect((await run(['restore', backup])).errors[0]).toMatch(/^A server works on /)
  close()
  expect(await run(['restore', backup])).toEqual({
    code: 0,
    errors: [],
    lines: ['Restored push.sqlite as of 2026-03-10T12:00Z. Start the server again.'],
  })
})

it('says how PostgreSQL is backed up, without its password', async () => {
  const { run, data } = await openCommands()
  const { lines, errors } = await run(['backup', join(data, 'x')], {
    WIREROOM_DATABASE: 'postgres://a:secret@b/c',
  })
  expect(lines[0]).toContain('pg_dump')
  expect([...lines, ...errors].join('')).not.toContain('secret')
})

it.each(['backup', 'restore'])('%s asks for a folder', async (name) => {
  const { run } = await openCommands()
  expect((await run([name])).errors[0]).toMatch(/^Name (?:one|the) folder/)
})
