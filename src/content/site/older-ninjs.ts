import * as z from 'zod'
import type { Value } from '../front-matter/parse.ts'
import { OLDER_NINJS, type OlderNinjs } from './wire-versions.ts'

/** The schema of `2`, `1, 2` or a list of these. */
export const olderNinjs = z.custom<Value>().transform((value, context): OlderNinjs[] => {
  const texts = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [null]
  const versions = texts.map((text) =>
    OLDER_NINJS.find((version) => typeof text === 'string' && text.trim() === String(version)),
  )
  if (!versions.includes(undefined)) return OLDER_NINJS.filter((version) => versions.includes(version))
  context.addIssue('must be `1`, `2` or `[1, 2]`')
  return z.NEVER
})
