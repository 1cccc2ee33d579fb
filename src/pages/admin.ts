import { html, raw } from 'hono/html'
import { isRightToLeft } from '../content/text/language.ts'
import type { SiteInfo } from '../publication/publication.ts'
import { DEAD_AFTER_MILLISECONDS } from '../push/canary.ts'
import type { ArticleReport, DayReport, PushStatus } from '../push/overview.ts'
import type { Subscription } from '../push/subscriptions.ts'
import {
  countOf,
  describeChannel,
  describeMoment,
  describeSpan,
  describeSubscription,
  EVENT_WORDS,
  type Wording,
} from '../push/words.ts'
import { makeCharts } from './admin-charts.ts'
import { ADMIN_STYLE } from './admin-style.ts'
import { renderChart } from './charts.ts'

/** What the page for the publisher shows. */
export interface AdminView {
  now: number
  status: PushStatus
  subscriptions: readonly Subscription[]
  articles: readonly ArticleReport[]
  days: readonly DayReport[]
  /** What was just done, as a sentence. */
  said?: string
}

/** What a form of the page asks for, in its field `action`. */
export type AdminAction = 'again' | 'retry' | 'remove'

const MAX_SHOWN = 50

/** The page for the publisher; undefined in place of a view where the site pushes nothing. */
export function renderAdmin(site: SiteInfo, view: AdminView | undefined) {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>Push – ${site.title}</title>
<style>${raw(ADMIN_STYLE)}</style>
</head>
<body>
<h1>What <bdi lang="${site.language}" dir="${isRightToLeft(site.language) ? 'rtl' : 'ltr'}">${site.title}</bdi> has pushed</h1>
<main>
${view ? renderView(view) : html`<p>This site pushes nothing: set <code>url</code> in <code>_index.md</code>, so that it is its own hub, or list destinations in <code>push</code>.</p>`}
</main>
</body>
</html>
`
}

function renderView(view: AdminView) {
  const { status, subscriptions, articles, days, said, now } = view
  const failing = subscriptions.filter(({ failures }) => failures > 0)
  return html`${said === undefined ? '' : html`<p class="says" role="status">${said}</p>`}
<ul class="cards">${cardsOf(status, now).map(({ name, big, small, state }) => html`<li><h2 class="dim">${name}</h2><span class="big ${state}">${big}</span><span class="dim">${small}</span></li>\n`)}</ul>
<h2>The last 30 days</h2>
<ul class="cards charts">${makeCharts(days, status.subscriptions, now).map((chart) => html`<li>${renderChart(chart)}</li>\n`)}</ul>
<h2>Latest articles</h2>
${articles.length === 0 ? html`<p class="dim">Nothing has been released, corrected or withdrawn since push began.</p>` : html`<ul class="list">${articles.map((report, index) => renderArticle(report, isLatest(articles, index), now))}</ul>`}
<h2>Subscriptions that fail</h2>
${failing.length === 0 ? html`<p class="dim">None.</p>` : html`${renderForm('retry', {}, 'Try all again now')}<ul class="list">${failing.slice(0, MAX_SHOWN).map((one) => renderFailing(one, now))}</ul>`}
${failing.length > MAX_SHOWN ? html`<p class="dim">… and ${failing.length - MAX_SHOWN} more, which <code>wireroom hub list</code> lists.</p>` : ''}
<h2>Subscribers of each feed</h2>
${renderFeeds(subscriptions)}`
}

interface Card {
  name: string
  big: string
  small: string
  state: Wording['state'] | ''
}

function cardsOf(status: PushStatus, now: number): Card[] {
  const { lastPush, subscriptions, topics, pending, waiting, oldest, failing, pausedHosts } = status
  const isDead = !lastPush || now - lastPush.at > DEAD_AFTER_MILLISECONDS
  return [
    {
      name: 'Last push that went through',
      big: lastPush ? describeMoment(lastPush.at, now) : 'none yet',
      small: [
        ...(lastPush ? [`in ${describeSpan(lastPush.milliseconds)}`] : []),
        isDead ? 'There should be one every five minutes: look into the log of the server' : 'all is well',
      ].join('; '),
      state: isDead ? 'failed' : 'arrived',
    },
    {
      name: 'Subscriptions',
      big: subscriptions.toLocaleString('en'),
      small: `of ${countOf(topics, 'feed')}${pending > 0 ? `; ${pending.toLocaleString('en')} to be confirmed` : ''}`,
      state: '',
    },
    {
      name: 'Waiting deliveries',
      big: waiting.toLocaleString('en'),
      small:
        oldest === undefined ? 'everything is sent' : `the oldest published ${describeMoment(oldest, now)}`,
      state: waiting > 0 ? 'waiting' : '',
    },
    {
      name: 'Subscriptions that fail',
      big: failing.toLocaleString('en'),
      small:
        pausedHosts > 0 ? `${countOf(pausedHosts, 'host')} left alone for a while` : 'no host is left alone',
      state: failing > 0 ? 'failed' : '',
    },
  ]
}

/** Whether no later event of the same article stands before: only what was said last is sent again. */
function isLatest(articles: readonly ArticleReport[], index: number): boolean {
  return articles.findIndex(({ article }) => article === articles[index]!.article) === index
}

function renderArticle(
  { kind, article, title, url, at, channels }: ArticleReport,
  isLast: boolean,
  now: number,
) {
  const isSent = channels.some(({ channel }) => !channel.startsWith('websub '))
  return html`<li><div><h3><bdi><a href="${linkOf(url)}" rel="noreferrer">${title || url}</a></bdi></h3>
<span class="dim">${EVENT_WORDS[kind]} <time datetime="${new Date(at).toISOString()}">${describeMoment(at, now)}</time></span>
${channels.length === 0 ? html`<p class="dim">No one was to be told: no feed had subscribers, and no destination takes it.</p>` : html`<ul class="channels">${channels.map((channel) => renderChannel(channel, now))}</ul>`}</div>
${isLast && isSent ? html`<div class="actions">${renderForm('again', { article }, 'Send again', title || url)}</div>` : ''}</li>
`
}

function renderChannel(channel: ArticleReport['channels'][number], now: number) {
  const { state, text } = describeChannel(channel, now)
  const topic = /^websub (.*)$/s.exec(channel.channel)?.[1]
  const name = topic === undefined ? channel.channel : topic
  return html`<li>${topic === undefined ? '' : 'feed '}<bdi>${name}</bdi>: <bdi class="${state}">${text}</bdi></li>`
}

function renderFailing(subscription: Subscription, now: number) {
  const { id, callback, topic } = subscription
  const { state, text } = describeSubscription(subscription, now)
  return html`<li><div><code><bdi>${callback}</bdi></code><p class="dim">gets <bdi>${topic}</bdi></p><p class="${state}"><bdi>${text}</bdi></p></div>
<div class="actions">${renderForm('retry', { id }, 'Try now', callback)}${renderForm('remove', { id }, 'Remove', callback)}</div></li>
`
}

function renderFeeds(subscriptions: readonly Subscription[]) {
  const feeds = [...Map.groupBy(subscriptions, ({ topic }) => topic)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  )
  if (feeds.length === 0) return html`<p class="dim">No one has subscribed yet.</p>`
  const failing = (all: readonly Subscription[]) => all.filter(({ failures }) => failures > 0).length
  return html`<div class="scroll"><table><thead><tr><th scope="col">Feed</th><th scope="col" class="number">Subscriptions</th><th scope="col" class="number">Failing</th></tr></thead>
<tbody>${feeds.slice(0, MAX_SHOWN).map(([topic, all]) => html`<tr><td><bdi>${topic}</bdi></td><td class="number">${all.length.toLocaleString('en')}</td><td class="number">${failing(all).toLocaleString('en')}</td></tr>\n`)}</tbody></table></div>
${feeds.length > MAX_SHOWN ? html`<p class="dim">… and ${feeds.length - MAX_SHOWN} more feeds.</p>` : ''}`
}

/** A form that the page sends to itself; `about` tells buttons of the same name apart for whoever hears the page. */
function renderForm(
  action: AdminAction,
  fields: Record<string, string | number>,
  label: string,
  about?: string,
) {
  return html`<form method="post"><input type="hidden" name="action" value="${action}">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button${about === undefined ? '' : html` aria-label="${label}: ${about}"`}>${label}</button></form>`
}

/** The address of an article, which its author writes, where it is one of the web. */
function linkOf(url: string): string {
  return /^https?:\/\//i.test(url) ? url : '#'
}
