import { fileURLToPath } from 'node:url'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Tests that replace modules, or end and measure the process they run in, and so need one of their own. All others share it, which spares loading the same modules hundreds of times. */
const ALONE = [
  'test/growth/**/*.test.ts',
  'test/node/code-version.test.ts',
  'test/node/folder/{faults,folder,ids,media-state}.test.ts',
  'test/node/trial/*.test.ts',
  'test/regular-expressions.test.ts',
  'test/visibility/unread-sections.test.ts',
]

/** Comparisons with generators that are installed from npm: `npm run oracles`. */
const NPM = process.env.ORACLES ? [] : ['test/oracles/npm/**']

/** Tests that need no runtime of their own: they run on Node and in workerd. */
const SHARED = ['test/http/**/*.test.ts', 'test/publication/**/*.test.ts']

const NODE_ALIAS = { '#publications': path('test/node/publications.ts') }

export default defineConfig({
  test: {
    // What is a matter of speed is a benchmark: a slow machine fails no test.
    // Half of the time a test waits for processes that it has started, so that two workers leave two cores idle at times.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['test/publication/setup.ts'],
    projects: [
      {
        resolve: { alias: NODE_ALIAS },
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/workers/**', ...ALONE, ...NPM],
          isolate: false,
        },
      },
      { resolve: { alias: NODE_ALIAS }, test: { name: 'alone', include: ALONE } },
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
