/** The manifest that `wireroom compile` wrote, found through the alias in wrangler.toml. */
declare module 'wireroom:manifest' {
  const manifest: import('./manifest.ts').Manifest
  export default manifest
}
