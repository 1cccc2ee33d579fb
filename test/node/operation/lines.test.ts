import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createLines } from '../../../src/node/operation/lines.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

/** A process that writes lines to its standard output and then does what `source` says. */
function run(source: string) {
  const script = `
    const { createLines } = await import('./src/node/operation/lines.ts')
    const lines = createLines(process.stdout.fd)
    ${source}`
  const child = spawn(
    process.execPath,
    [
      '--experimental-strip-types',
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      script,
    ],
    { cwd: join(import.meta.dirname, '../../..'), stdio: ['ignore', 'pipe', 'ignore'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

describe('lines', () => {
  it('are written in batches, all of them and in order', async () => {
    const file = join(makeFolder({}), 'log')
    const fd = openSync(file, 'w')
    onTestFinished(() => closeSync(fd))
    const lines = createLines(fd)
    lines.write('one\n')
    expect(readFileSync(file, 'utf8')).toBe('')
    await eventually(() => expect(readFileSync(file, 'utf8')).toBe('one\n'))
    const numbers = Array.from({ length: 10_000 }, (_, index) => `${index}\n`)
    for (const number of numbers) lines.write(number)
    const flushed = lines.flush()
    lines.write('last\n')
    await flushed
    expect(readFileSync(file, 'utf8')).toBe(`one\n${numbers.join('')}last\n`)
    await lines.flush()
  })

  it.each([
    ['throws', 'throw new Error("fatal")', 1],
    ['rejects', 'Promise.reject(new Error("fatal")); setTimeout(() => {}, 1000)', 1],
    ['exits', 'process.exit(3)', 3],
    ['comes to its end', '', 0],
  ])('are written when the process %s', async (_, end, code) => {
    const child = run(`for (let index = 0; index < 1000; index++) lines.write(index + '\\n')\n${end}`)
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    expect(await once(child, 'close')).toEqual([code, null])
    expect(output.split('\n')).toHaveLength(1001)
  })

  it('are dropped without an error when the reader is gone', async () => {
    const child = run(`
      for (let index = 0; index < 20; index++) {
        lines.write('x'.repeat(10_000) + '\\n')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await lines.flush()
      process.exit(4)`)
    child.stdout.destroy()
    expect(await once(child, 'exit')).toEqual([4, null])
  })

  it('are written again when the disk is no longer full', async () => {
    const full = openSync('/dev/full', 'w')
    const lines = createLines(full)
    lines.write('lost\n')
    await lines.flush()
    closeSync(full)
    const file = join(makeFolder({}), 'log')
    // The lowest number that is free.
    expect(openSync(file, 'w')).toBe(full)
    onTestFinished(() => closeSync(full))
    lines.write('kept\n')
    await lines.flush()
    expect(readFileSync(file, 'utf8')).toBe('kept\n')
  })

  it('do not keep the process from exiting when a terminal is paused', async () => {
    const ended = join(makeFolder({}), 'ended')
    const script = `
      const { createLines } = await import('./src/node/operation/lines.ts')
      const lines = createLines(process.stdout.fd)
      for (let index = 0; index < 1000; index++) {
        lines.write('x'.repeat(1000) + String.fromCharCode(10))
        if (index % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 110))
      }
      await lines.flush()
      process.exit(0)`
    const node = `${process.execPath} --experimental-strip-types --disable-warning=ExperimentalWarning`
    const command = `${node} --input-type=module -e "$SCRIPT"; echo $? > ${ended}`
    // \`script\` gives it a terminal, and stops reading that when its own output is not read.
    const child = spawn('script', ['-q', '-c', command, '/dev/null'], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...process.env, SCRIPT: script },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    child.stdout.pause()
    await eventually(() => expect(readFileSync(ended, 'utf8')).toBe('0\n'))
  })

  it('neither fill the memory nor keep the process from exiting when a reader does not read', async () => {
    const child = run(`
      for (let index = 0; index < 100; index++) {
        for (let line = 0; line < 1000; line++) lines.write('x'.repeat(1000) + '\\n')
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      await lines.flush()
      process.exit(process.memoryUsage().heapUsed < 60e6 ? 4 : 5)`)
    child.stdout.pause()
    expect(await once(child, 'exit')).toEqual([4, null])
  })
})
