import { getPriority, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { withCanary } from '../../push/canary.ts'
import { parseHostList } from '../../push/host-list.ts'
import { createSigners } from '../../push/hub/signature.ts'
import { openStore } from '../../push/store/store.ts'
import { createDistributor } from '../../push/work/distributor.ts'
import { createDial } from '../dial/dial.ts'
import { openDatabase } from './database.ts'
import type { DeliveryThreadData } from './delivery-thread.ts'
import { createLanes, LANES, PAGE_SIZE, PER_HOST, SETTLE_MILLISECONDS } from './lanes.ts'
import { createSignerHere } from './sign.ts'

/** A tenth of the weight of a thread that answers, where both want a core. */
const NICENESS = 10
const LEAST_PRIORITY = 19

// Readers wait for the other threads, and nobody for a delivery. On Linux this is the priority of the thread; elsewhere it would be that of the process.
if (process.platform === 'linux') setPriority(Math.min(getPriority() + NICENESS, LEAST_PRIORITY))

const { allow, userAgent, owner, ...place } = workerData as DeliveryThreadData
const opened = await openDatabase(place)
const store = await openStore(opened.database)
const dialer = createDial({ userAgent, allow: parseHostList(allow) })
const { step } = createDistributor({
  store,
  owner,
  dial: withCanary(dialer.dial),
  now: Date.now,
  random: Math.random,
  signerOf: createSigners(createSignerHere),
  pageSize: PAGE_SIZE,
  settleMilliseconds: SETTLE_MILLISECONDS,
  perHost: PER_HOST,
})
const lanes = createLanes({
  step,
  nextDue: (now) => store.outbox.nextDue(now, 'deliveries'),
  now: Date.now,
  report: (error) => console.error(`Push: ${(error as Error).message}. It is tried again.`),
})
parentPort?.on('message', (message: 'wake' | 'stop') => (message === 'stop' ? lanes.stop() : lanes.wake()))
await lanes.run(LANES)
await dialer.close()
await opened.close()
parentPort?.close()
