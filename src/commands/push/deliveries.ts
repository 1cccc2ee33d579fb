import type { LedgerEntry } from '../../push/outbox.ts'
import type { ArticleReport } from '../../push/overview.ts'
import type { PushStore } from '../../push/store/store.ts'
import { countOf, describeChannel, describeMoment, describeStatus, EVENT_WORDS } from '../../push/words.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from '../command.ts'
import { findArticle } from './find-article.ts'
import { choosePushPlace, PUSH_ENVIRONMENT, withPushStore } from './open-push-store.ts'
import { openRemotePush, type PushDesk, URL_ENVIRONMENT, URL_OPTION } from './remote-push.ts'
import { fitWidth, forPrograms, forTerminal, wrapWords } from './terminal.ts'

const WIDTH = 100

/** So many events are shown where no article is named. */
const LATEST = 10
const ALL_OF_ONE = 100

/** Shows where articles have arrived. */
export const deliveriesCommand = defineCommand({
  positionals: '[ARTICLE]',
  description: `Shows when articles arrived on every channel, which answers came, and what waits.
Without ARTICLE it shows the last ${LATEST} releases, corrections and withdrawals.
With --url, ARTICLE is an id or an address. Subscribers of feeds are not sent again what they have; \`hub retry\` tries those that failed.`,
  examples: [
    ['deliveries', 'what was published last, and where it arrived'],
    ['deliveries news/hello.md', 'all that was sent of an article: its path, id or address'],
    ['deliveries news/hello.md --again', 'sends it again to every destination of `push`'],
    ['deliveries --dry-run', 'what would be sent of the newest article, without sending it'],
    ['deliveries drafts/next.md --dry-run', 'the same of one that is not released yet'],
  ],
  options: {
    articles: ARTICLES_OPTION,
    url: URL_OPTION,
    again: {
      type: 'boolean',
      description: 'sends the last message of the article again, to each destination',
    },
    'dry-run': {
      type: 'boolean',
      description: 'prints the requests that would be made, without their secrets',
    },
    json: { type: 'boolean', description: 'prints everything as JSON, for programs' },
  },
  environment: { ...PUSH_ENVIRONMENT, ...URL_ENVIRONMENT },
  async run({ values, positionals, env, log, now: clock }) {
    const [name, ...others] = positionals
    if (others.length > 0) throw new UsageError('Name one article, by its path, its id or its address.')
    if (values.again && values['dry-run']) throw new UsageError('Choose one of --again and --dry-run.')
    if (values.again && name === undefined) throw new UsageError('Name the article that is to be sent again.')
    if (values.url !== undefined) {
      if (values['dry-run']) throw new UsageError('--dry-run tells of the articles here. Leave out --url.')
      return show(openRemotePush(values.url, env), name)
    }
    const { articles, siteUrl } = chooseArticles(values.articles, env)
    if (values['dry-run']) {
      const { showDryRun } = await import('./show-dry-run.ts')
      return showDryRun({ articles, siteUrl, name, env, now: clock(), log })
    }
    return withPushStore(choosePushPlace(articles, env), async (store) => {
      const entry = name === undefined ? undefined : await find(store, articles, name)
      return show(store, entry?.id, entry?.title)
    })

    /** `article` is an id or an address. */
    async function show(
      { overview }: Pick<PushDesk, 'overview'>,
      article: string | undefined,
      title = article,
    ): Promise<number> {
      const now = clock()
      if (article !== undefined && values.again) {
        const count = await overview.sendAgain(article, now)
        log(values.json ? forPrograms({ again: count }) : describeAgain(count, title || article))
        return 0
      }
      const reports = await overview.articles(article, article === undefined ? LATEST : ALL_OF_ONE)
      const status = await overview.status(now)
      if (values.json) log(forPrograms({ status, articles: reports }))
      else for (const line of [...describeStatus(status, now), ...describeReports(reports, now)]) log(line)
      return 0
    }
  },
})

async function find({ outbox }: PushStore, articles: string, name: string): Promise<LedgerEntry> {
  const ledger = [...((await outbox.ledger()) ?? new Map<string, LedgerEntry>()).values()]
  return findArticle(
    ledger.map((entry) => ({ ...entry, entry })),
    articles,
    name,
  ).entry
}

function describeAgain(count: number, title: string): string {
  if (count === 0)
    return `Nothing of ${forTerminal(title)} was sent to a destination, so that there is nothing to send again.`
  return `${forTerminal(title)} is sent again to ${countOf(count, 'destination')} within seconds, if a server runs.`
}

function describeReports(reports: readonly ArticleReport[], now: number): string[] {
  if (reports.length === 0) return ['', 'Nothing has been released, corrected or withdrawn since push began.']
  return reports.flatMap(({ kind, title, url, at, channels }) => [
    '',
    ...wrapWords(`${forTerminal(title || url)}: ${EVENT_WORDS[kind]} ${describeMoment(at, now)}`, WIDTH, ''),
    fitWidth(`  ${forTerminal(url)}`, WIDTH),
    ...(channels.length === 0
      ? ['  No one was to be told: no feed has subscribers, and no destination takes it.']
      : []),
    ...channels.flatMap((channel) =>
      wrapWords(
        forTerminal(`${channel.channel.replace(/^websub /, 'feed ')}: ${describeChannel(channel, now).text}`),
        WIDTH,
        '  ',
      ),
    ),
  ])
}
