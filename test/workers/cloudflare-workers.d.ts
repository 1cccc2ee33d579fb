/** The little of workerd's own modules that the tests use. */
declare module 'cloudflare:workers' {
  interface Fetcher {
    fetch(request: string, init?: RequestInit): Promise<Response>
  }
  export const env: {
    ASSETS: Fetcher
    MEDIA: import('../../src/cloudflare/publication.ts').Bucket & {
      put(key: string, value: string): Promise<unknown>
    }
    PUSH: import('../../src/cloudflare/push/push-binding.ts').PushBinding
  }
  export const exports: { default: Fetcher }
}

declare module 'cloudflare:test' {
  export function runInDurableObject<R>(
    stub: unknown,
    work: (instance: unknown, state: import('cloudflare:workers').DurableObjectState) => Promise<R>,
  ): Promise<R>
}
