import { RSS } from '../../feed/formats/rss.ts'
import { createDial } from '../../node/dial/dial.ts'
import { parseHostList } from '../../push/host-list.ts'
import { type Removal, removeSubscriptions } from '../../push/hub/remove.ts'
import type { Subscription, Subscriptions } from '../../push/subscriptions.ts'
import { countOf, describeMoment, describeStatus, describeSubscription } from '../../push/words.ts'
import { VERSION } from '../../version.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from '../command.ts'
import { choosePushPlace, PUSH_ENVIRONMENT, withPushStore } from './open-push-store.ts'
import { openRemotePush, type PushDesk, URL_ENVIRONMENT, URL_OPTION } from './remote-push.ts'
import { fitWidth, forPrograms, forTerminal, wrapWords } from './terminal.ts'

const WIDTH = 100

/** Shows and changes the subscriptions of the hub. */
export const hubCommand = defineCommand({
  positionals: '[list | retry [CALLBACK] | remove CALLBACK [TOPIC]]',
  description: `Lists who subscribes to the hub and how they fare, tries failed ones again, or removes one.
It works beside a running server, which follows within seconds.
Whoever is removed is told so, and may subscribe again.`,
  examples: [
    ['hub list', 'every subscription, the failing ones first'],
    ['hub retry', 'tries every failed delivery now'],
    ['hub retry https://reader.example/callback', 'those of one callback'],
    ['hub remove 17', 'ends the subscription with that number in the list'],
    ['hub list --url https://example.org', 'those of a site that a server or Worker elsewhere serves'],
    [
      `hub remove https://reader.example/callback https://example.org/${RSS.file}`,
      'ends that of one feed; without the feed, of all',
    ],
  ],
  options: {
    articles: ARTICLES_OPTION,
    url: URL_OPTION,
    json: { type: 'boolean', description: 'prints everything as JSON, for programs' },
  },
  environment: {
    ...PUSH_ENVIRONMENT,
    ...URL_ENVIRONMENT,
    WIREROOM_PUSH_ALLOW: 'hosts that `hub remove` may tell although they are not public, as for `serve`',
  },
  async run({ values, positionals, env, log, now: clock }) {
    const [action = 'list', ...rest] = positionals
    const most = ACTIONS.get(action)
    if (most === undefined || rest.length > most || (action === 'remove' && rest.length === 0))
      throw new UsageError('Say `hub list`, `hub retry [CALLBACK]` or `hub remove CALLBACK [TOPIC]`.')
    return withDesk(async ({ subscriptions, overview, remove }) => {
      const now = clock()
      const all = await subscriptions.list(now)
      const [callback, topic] = rest
      if (action === 'list') {
        const status = await overview.status(now)
        if (values.json) log(forPrograms({ status, subscriptions: all }))
        else for (const line of [...describeStatus(status, now), ...layOut(all, now)]) log(line)
        return 0
      }
      const chosen = callback === undefined ? all : choose(all, callback, topic)
      if (action === 'retry') {
        const callbacks = new Set(chosen.map(({ callback }) => callback))
        let retried = 0
        if (callback === undefined) retried = await subscriptions.retry(undefined, now)
        else for (const one of callbacks) retried += await subscriptions.retry(one, now)
        if (values.json) log(forPrograms({ retried }))
        else
          log(
            retried === 0
              ? 'Nothing has failed, so that there is nothing to try again.'
              : `${countOf(retried, 'failed delivery is', 'failed deliveries are')} tried again within seconds, if a server runs. \`hub list\` says what became of them.`,
          )
        return 0
      }
      const removals = await remove(chosen)
      if (values.json) log(forPrograms({ removed: removals }))
      else for (const removal of removals) log(describeRemoval(removal))
      return 0
    })

    async function withDesk(use: (desk: PushDesk) => Promise<number>): Promise<number> {
      if (values.url !== undefined) return use(openRemotePush(values.url, env))
      const place = choosePushPlace(chooseArticles(values.articles, env).articles, env)
      return withPushStore(place, (store) =>
        use({ ...store, remove: (chosen) => removeHere(store.subscriptions, chosen, env) }),
      )
    }
  },
})

async function removeHere(
  subscriptions: Subscriptions,
  chosen: readonly Subscription[],
  env: NodeJS.ProcessEnv,
): Promise<Removal[]> {
  const { dial, close } = createDial({
    userAgent: `Wireroom/${VERSION}`,
    allow: parseHostList(env.WIREROOM_PUSH_ALLOW ?? ''),
  })
  try {
    return await removeSubscriptions(subscriptions, chosen, dial)
  } finally {
    await close()
  }
}

function describeRemoval({
  subscription: { callback, topic },
  isTold,
}: Awaited<ReturnType<PushDesk['remove']>>[number]): string {
  const told = { true: 'The callback was told', false: 'The callback could not be told' }
  const outcome = isTold === undefined ? 'The callback is told, if it can be reached' : told[`${isTold}`]
  return `Removed ${forTerminal(callback)} from ${forTerminal(topic)}. ${outcome}.`
}

/** How many arguments each action takes at most. */
const ACTIONS = new Map([
  ['list', 0],
  ['retry', 1],
  ['remove', 2],
])

/** The subscriptions of a callback, or the one with that number. Throws if there is none. */
function choose(all: readonly Subscription[], callback: string, topic: string | undefined): Subscription[] {
  const chosen = all.filter(
    (one) =>
      (one.callback === callback || String(one.id) === callback) &&
      (topic === undefined || one.topic === topic),
  )
  if (chosen.length > 0) return chosen
  const what = `${forTerminal(callback)}${topic === undefined ? '' : ` to ${forTerminal(topic)}`}`
  throw new Error(`There is no subscription of ${what}. \`hub list\` lists all of them, with their numbers.`)
}

/** A row for each subscription, the failing ones first, with the reason in the lines below. */
function layOut(all: readonly Subscription[], now: number): string[] {
  if (all.length === 0) return []
  const order = { failed: 0, waiting: 1, arrived: 2 }
  const rows = all.map((one) => ({ one, fate: describeSubscription(one, now) }))
  const sorted = rows.toSorted((a, b) => order[a.fate.state] - order[b.fate.state] || a.one.id - b.one.id)
  const digits = Math.max(1, ...all.map(({ id }) => String(id).length))
  const widths = [digits, WIDTH - digits - 48, 22, 20]
  const indent = ' '.repeat(digits + 2)
  const toRow = (cells: string[]) =>
    cells
      .map((cell, column) =>
        fitWidth(cell, widths[column]!)[column === 0 ? 'padStart' : 'padEnd'](widths[column]!),
      )
      .join('  ')
      .trimEnd()
  return [
    '',
    toRow(['#', 'callback', 'feed', 'state']),
    ...sorted.flatMap(({ one, fate }) => [
      toRow([String(one.id), forTerminal(one.callback), pathOf(one.topic), STATES[fate.state]]),
      ...(one.failures === 0 ? [] : wrapWords(forTerminal(fate.text), WIDTH, indent)),
      ...(one.leaseEnds - now > ENDS_SOON_MILLISECONDS
        ? []
        : [`${indent}ends ${describeMoment(one.leaseEnds, now)} unless it is renewed`]),
    ]),
  ]
}

const STATES = { failed: 'given up for now', waiting: 'waiting', arrived: 'up to date' }

/** A reader that renews its subscription does so well before. */
const ENDS_SOON_MILLISECONDS = 86_400_000

/** The address of a feed without the site, which is the same for all. */
function pathOf(topic: string): string {
  return forTerminal(URL.parse(topic)?.pathname ?? topic)
}
