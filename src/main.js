import { enableCompileCache } from 'node:module'

// In JavaScript, because the first file comes before the cache: stripping its types would load the compiler at every start.
enableCompileCache()
await import('./cli.ts')
