/** What a fault stops: looking at a path, listing a folder, or opening a file. */
export type Operation = 'look' | 'list' | 'open'

/** The errors of paths, each with the operations that fail. A fault of a folder is one of all that is in it. */
export type Faults = Map<string, { code: string; operations: ReadonlySet<Operation> }>

type FileSystem = typeof import('node:fs')

/** The file system with faults: a stand-in for `node:fs` that asks the table before each operation. */
export function withFaults(real: FileSystem, faults: Faults): FileSystem {
  const opened = new Map<number, string>()
  const check = (operation: Operation, path: unknown) => {
    for (const [place, { code, operations }] of faults.size === 0 ? [] : faults) {
      const text = String(path).replaceAll(/\/+/g, '/').replace(/\/$/, '')
      if ((text === place || text.startsWith(`${place}/`)) && operations.has(operation))
        throw Object.assign(new Error(`${code}: a fault, ${operation} '${text}'`), { code, path: text })
    }
  }
  const guard = <T extends (...all: never[]) => unknown>(operation: Operation, work: T): T =>
    ((...all: never[]) => {
      check(operation, typeof all[0] === 'number' ? opened.get(all[0]) : all[0])
      return work(...all)
    }) as T
  const isThere = (path: string) => {
    try {
      check('look', path)
    } catch {
      return false
    }
    return real.existsSync(path)
  }
  const open = (path: string, ...rest: [number]) => {
    check('open', path)
    const descriptor = real.openSync(path, ...rest)
    opened.set(descriptor, path)
    return descriptor
  }
  const close = (descriptor: number) => {
    opened.delete(descriptor)
    real.closeSync(descriptor)
  }
  const lstatSync = (path: string, options?: { throwIfNoEntry?: boolean }) => {
    try {
      check('look', path)
    } catch (error) {
      if (options?.throwIfNoEntry === false && (error as { code: string }).code === 'ENOENT') return undefined
      throw error
    }
    return real.lstatSync(path, options as never)
  }
  return {
    ...real,
    existsSync: isThere,
    openSync: open,
    closeSync: close,
    lstatSync,
    statSync: guard('look', real.statSync),
    readlinkSync: guard('look', real.readlinkSync),
    realpathSync: Object.assign(guard('look', real.realpathSync), {
      native: guard('look', real.realpathSync.native),
    }),
    readdirSync: guard('list', real.readdirSync),
    readFileSync: guard('open', real.readFileSync),
    readSync: guard('open', real.readSync),
    watch: guard('list', real.watch),
  } as unknown as FileSystem
}
