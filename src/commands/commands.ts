import type { CommandTable } from './command.ts'

/** All commands by name, in the order of the help. Each file is loaded when it is needed, because a start waits for every file that it loads. */
export const COMMANDS: CommandTable = new Map([
  ['init', async () => (await import('./start/init.ts')).initCommand],
  ['new', async () => (await import('./start/new.ts')).newCommand],
  ['serve', async () => (await import('./serve.ts')).serveCommand],
  ['check', async () => (await import('./check.ts')).checkCommand],
  ['show', async () => (await import('./show.ts')).showCommand],
  ['stats', async () => (await import('./stats.ts')).statsCommand],
  ['preview', async () => (await import('./preview.ts')).previewCommand],
  ['import', async () => (await import('./import/import.ts')).importCommand],
  ['ids', async () => (await import('./ids.ts')).idsCommand],
  ['hub', async () => (await import('./push/hub.ts')).hubCommand],
  ['deliveries', async () => (await import('./push/deliveries.ts')).deliveriesCommand],
  ['backup', async () => (await import('./push/backup.ts')).backupCommand],
  ['restore', async () => (await import('./push/restore.ts')).restoreCommand],
  ['build', async () => (await import('./build/build.ts')).buildCommand],
  ['compile', async () => (await import('./compile/compile.ts')).compileCommand],
  ['dev', async () => (await import('./wrangler.ts')).devCommand],
  ['deploy', async () => (await import('./wrangler.ts')).deployCommand],
  ['completion', async () => (await import('./program/completion.ts')).completionCommand],
])
