import manifest from '../package.json' with { type: 'json' }

/** Wireroom's version. It is part of every validator: a new version may write other bytes. */
export const VERSION: string = manifest.version
