import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { createItemReader } from '../../cloudflare/feeds/item-reader.ts'
import { createOrderMaker } from '../../cloudflare/feeds/orders.ts'
import { replaceFile } from '../../node/replace-file.ts'
import { replyToRequests } from '../thread.ts'
import {
  type CompileThreadData,
  compressAsset,
  type FileToMake,
  type MadeFile,
  writeMade,
} from './write-file.ts'

const { items } = workerData as CompileThreadData
const readItem = createItemReader((name) => readFileSync(join(items, name), 'utf8'))
const make = createOrderMaker(readItem, compressAsset)

replyToRequests(async ({ path, order }: FileToMake): Promise<MadeFile | undefined> => {
  try {
    return await writeMade(make(order), (content) => replaceFile(path, content))
  } catch {
    // The main thread makes it, and meets the same fault or none.
    return undefined
  }
})
