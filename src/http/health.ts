import type { Instant } from '../content/text/dates.ts'
import type { Status } from '../publication/publication.ts'
import { DEAD_AFTER_MILLISECONDS } from '../push/canary.ts'
import type { PushStatus } from '../push/overview.ts'

/** How push fares, for everybody and for those who may know more. */
export interface PushHealth {
  isDead: boolean
  forAll: object
  forInsiders: object
}

/** The health of push that cannot start, or whose database cannot be read; why stands in the log. */
export const DEAD_PUSH: PushHealth = { isDead: true, forAll: { status: 'dead' }, forInsiders: {} }

/** Push is dead if nothing has gone the whole way of a delivery for a while, although something is sent on it every few minutes. */
export function pushHealth(status: PushStatus, now: Instant): PushHealth {
  const { lastPush, oldest, ...counts } = status
  const isDead = lastPush !== undefined && now - lastPush.at > DEAD_AFTER_MILLISECONDS
  return {
    isDead,
    forAll: {
      status: isDead ? 'dead' : lastPush ? 'ok' : 'starting',
      ...(lastPush && {
        lastPush: new Date(lastPush.at).toISOString(),
        seconds: lastPush.milliseconds / 1000,
      }),
    },
    forInsiders: { ...counts, ...(oldest !== undefined && { oldest: new Date(oldest).toISOString() }) },
  }
}

/**
 * Tells everybody whether all is well, the number of public articles and of problems by code. Those who may know get the articles in other states,
 * which tell that something comes, the problems that rendering has found so far, and the places of problems, without messages, which may quote unpublished
 * articles.
 */
export function health(
  { articles, problems: known, foundInRendering }: Status,
  isInsider: boolean,
  push: PushHealth | undefined,
): object {
  const problems = [...known, ...((isInsider && foundInRendering?.()) || [])]
  const alike = Map.groupBy(problems, ({ severity, code }) => `${severity} ${code}`)
  return {
    status: push?.isDead || problems.some(({ severity }) => severity === 'error') ? 'degraded' : 'ok',
    articles: isInsider ? articles : { public: articles.public },
    problems: [...alike.values()].map((all) => ({
      severity: all[0]!.severity,
      code: all[0]!.code,
      count: all.reduce((sum, { count = 1 }) => sum + count, 0),
    })),
    ...(push && { push: { ...push.forAll, ...(isInsider && push.forInsiders) } }),
    ...(isInsider && {
      places: problems.map(({ severity, code, path, line }) => ({ severity, code, path, line })),
    }),
  }
}
