import { describe } from 'vitest'
import { describeDistribution } from './distribution-contract.ts'
import { describeModel } from './distribution-model.ts'
import { describeGone } from './gone-contract.ts'
import { describeLedger } from './ledger-contract.ts'
import type { OpenStore } from './make.ts'
import { describeMessages } from './message-contract.ts'
import { describeOverview } from './overview-contract.ts'
import { describeRetries } from './retry-contract.ts'
import { describeServers } from './server-contract.ts'
import { describeSubscriptions } from './subscription-contract.ts'
import { describeTold } from './told-contract.ts'

/** What every store of push does. `runs` is how many random histories it goes through. */
export function describeStore(name: string, open: OpenStore, { runs }: { runs: number }): void {
  describe(name, () => {
    describeLedger(open)
    describeDistribution(open)
    describeRetries(open)
    describeSubscriptions(open)
    describeGone(open)
    describeMessages(open)
    describeTold(open)
    describeOverview(open)
    describeServers(open)
    describeModel(open, runs)
  })
}
