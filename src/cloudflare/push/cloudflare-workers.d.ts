/** The little of workerd's own module that the object needs. */
declare module 'cloudflare:workers' {
  export abstract class DurableObject<Environment> {
    constructor(context: DurableObjectState, environment: Environment)
    protected env: Environment
  }

  export interface DurableObjectState {
    storage: import('./object-storage.ts').ObjectStorage
    /** Delivers nothing to the object until the work is done; an error restarts it. */
    blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T>
  }
}
