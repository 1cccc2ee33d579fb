/** The little of workerd's own module that the tests use. */
declare module 'cloudflare:workers' {
  interface Fetcher {
    fetch(request: string, init?: RequestInit): Promise<Response>
  }
  export const env: { ASSETS: Fetcher }
  export const exports: { default: Fetcher }
}
