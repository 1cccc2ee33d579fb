import { fileURLToPath } from 'node:url'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Tests of functions that keep nothing between two calls: one worker runs many files, which spares loading the same modules a hundred times. */
const PURE = ['content', 'feed', 'import', 'preview'].map((room) => `test/${room}/**/*.test.ts`)

/** Tests that need no runtime of their own: they run on Node and in workerd. */
const SHARED = ['test/http/**/*.test.ts', 'test/publication/**/*.test.ts']

export default defineConfig({
  test: {
    // What is a matter of speed is a benchmark: a slow machine fails no test.
    // Half of the time a test waits for processes that it has started, so that one worker leaves a core idle.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['test/publication/setup.ts'],
    projects: [
      {
        resolve: { alias: { '#publications': path('test/node/publications.ts') } },
        test: { name: 'node', include: ['test/**/*.test.ts'], exclude: ['test/workers/**', ...PURE] },
      },
      { test: { name: 'pure', include: PURE, isolate: false } },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { r2Buckets: ['MEDIA'] },
          }),
        ],
        resolve: {
          alias: {
            '#publications': path('test/workers/publications.ts'),
            'wireroom:manifest': path('.wireroom/edge/manifest.json'),
          },
        },
        test: { name: 'workers', include: ['test/workers/**/*.test.ts', ...SHARED] },
      },
    ],
  },
})
