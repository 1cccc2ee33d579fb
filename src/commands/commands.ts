import type { CommandRow } from './command.ts'

/** All commands, in the order of the help. A row loads its file only when the command is called, because a start waits for each file. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'serve',
    summary: 'serves the folder of articles as feeds',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'check',
    summary: 'prints every mistake in the folder, with file and line',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'stats',
    summary: 'prints how many readers follow each feed, as the server counted them',
    load: async () => (await import('./stats.ts')).statsCommand,
  },
  {
    name: 'preview',
    summary: 'compares a live feed with what would be published',
    // A deploy script tells by the code what would reach subscribers twice from what went wrong.
    failureCode: 2,
    load: async () => (await import('./preview.ts')).previewCommand,
  },
  {
    name: 'compile',
    summary: 'makes of the folder what the Cloudflare Worker serves',
    load: async () => (await import('./compile.ts')).compileCommand,
  },
  {
    name: 'dev',
    summary: 'runs the Worker on this machine',
    load: async () => (await import('./wrangler.ts')).devCommand,
  },
  {
    name: 'deploy',
    summary: 'deploys the Worker to Cloudflare',
    load: async () => (await import('./wrangler.ts')).deployCommand,
  },
]
