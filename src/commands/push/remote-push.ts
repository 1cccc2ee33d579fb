import type { Removal } from '../../push/hub/remove.ts'
import type { ArticleReport, Overview, PushStatus } from '../../push/overview.ts'
import type { Subscription, Subscriptions } from '../../push/subscriptions.ts'
import { UsageError } from '../command.ts'

/** What `hub` and `deliveries` see and change, in a database here or on a server elsewhere. */
export interface PushDesk {
  subscriptions: Pick<Subscriptions, 'list' | 'retry'>
  overview: Pick<Overview, 'status' | 'articles' | 'sendAgain'>
  /** Ends subscriptions and tells their callbacks. */
  remove(chosen: readonly Subscription[]): Promise<(Omit<Removal, 'isTold'> & Partial<Removal>)[]>
}

/** The option and the variable of commands that work on push elsewhere. */
export const URL_OPTION = {
  type: 'string',
  value: 'ADDRESS',
  description: 'the address of a site whose server or Worker is elsewhere, in place of the database here',
} as const
export const URL_ENVIRONMENT = { ADMIN_TOKEN: 'with --url, the password of the page /admin there' }

interface RemoteView {
  status: PushStatus
  subscriptions: Subscription[]
  articles: ArticleReport[]
}

const TIMEOUT_MILLISECONDS = 30_000

/** Sees and changes push by the page for the publisher of a site. Throws where that cannot be had. */
export function openRemotePush(site: string, env: NodeJS.ProcessEnv): PushDesk {
  const base = URL.parse(site.endsWith('/') ? site : `${site}/`)
  if (base?.protocol !== 'https:' && base?.protocol !== 'http:')
    throw new UsageError('--url is not an address. Give that of the site, such as https://example.org.')
  const token = env.ADMIN_TOKEN?.trim()
  if (!token) throw new UsageError('--url needs the password of that site: set ADMIN_TOKEN.')
  const page = new URL('admin', base)
  return {
    subscriptions: {
      list: async () => (await read()).subscriptions,
      async retry(callback) {
        if (callback === undefined) return send({ action: 'retry' })
        const one = (await read()).subscriptions.find((subscription) => subscription.callback === callback)
        return one ? send({ action: 'retry', id: String(one.id) }) : 0
      },
    },
    overview: {
      status: async () => (await read()).status,
      articles: async (article) => (await read(article)).articles,
      sendAgain: (article) => send({ action: 'again', article }),
    },
    async remove(chosen) {
      for (const { id } of chosen) await send({ action: 'remove', id: String(id) })
      return chosen.map((subscription) => ({ subscription }))
    },
  }

  async function read(article?: string): Promise<RemoteView> {
    const url = new URL(page)
    if (article !== undefined) url.searchParams.set('article', article)
    const answer = await ask(url, { headers: { Accept: 'application/json' } })
    if (answer.status !== 200 || !answer.headers.get('Content-Type')?.startsWith('application/json'))
      throw new Error(describeAnswer(answer.status))
    const view = (await answer.json()) as RemoteView | null
    if (!view) throw new Error(`${site} pushes nothing.`)
    return view
  }

  /** Sends a form of the page; resolves to how much was done. */
  async function send(form: Record<string, string>): Promise<number> {
    const answer = await ask(page, { method: 'POST', body: new URLSearchParams(form) })
    const location = answer.headers.get('Location')
    if (answer.status !== 303 || location === null) throw new Error(describeAnswer(answer.status))
    return Number(new URL(location, page).searchParams.get('count') ?? 0)
  }

  async function ask(url: URL, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${token}` },
        // The password goes to no other address.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      })
    } catch (error) {
      const { message, cause } = error as Error
      throw new Error(`${page} cannot be reached: ${(cause as Error | undefined)?.message || message}.`)
    }
  }

  function describeAnswer(status: number): string {
    if (status === 401) return `${page} does not take this ADMIN_TOKEN.`
    if (status === 404) return `There is no ${page}. Set ADMIN_TOKEN there, and look at the address.`
    return `${page} answered ${status}.`
  }
}
