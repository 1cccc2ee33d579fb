import type { Context } from 'hono'
import { formerFeedPaths } from '../../publication/former-feeds.ts'
import { SECURE_ANSWER } from '../security.ts'
import { answerShortly } from '../short-answer.ts'

/** The feed that WordPress has at `/?feed=rss2`. */
export function feedInQuery(context: Context): string | undefined {
  const asked = context.req.query('feed')
  return asked === undefined ? undefined : formerFeedPaths(`feed/${asked}`)[0]
}

/** The answer for a feed of comments, so that its readers stop polling (RFC 9110 15.5.11). */
export function noComments(context: Context): Response {
  const headers = { 'Cache-Control': 'no-cache', 'Access-Control-Allow-Origin': '*', ...SECURE_ANSWER }
  return answerShortly(
    context,
    'text',
    'Comments have no feed here. The feeds are listed at /.\n',
    410,
    headers,
  )
}
