import * as z from 'zod'
import type { Value } from '../front-matter/parse.ts'
import { flag, line, reportIssues, toPlain } from '../front-matter/schema.ts'
import type { Report } from '../problem.ts'

/** How listeners may pay as they listen, and in how many shares it is divided. */
export interface Payment {
  type: string
  method: string
  /** A decimal number, as it is typed. */
  suggested?: string
  recipients: Recipient[]
}

export interface Recipient {
  name?: string
  type: string
  address: string
  split: number
  customKey?: string
  customValue?: string
  fee?: boolean
}

const recipient = z
  .strictObject({
    name: line.optional(),
    type: line,
    address: line,
    split: z
      .string()
      .regex(/^\d{1,9}$/, 'must be a whole number')
      .transform(Number),
    customkey: line.optional(),
    customvalue: line.optional(),
    fee: flag.optional(),
  })
  .transform(
    ({ customkey, customvalue, ...rest }): Recipient => ({
      ...rest,
      ...(customkey && { customKey: customkey }),
      ...(customvalue && { customValue: customvalue }),
    }),
  )
/** Podcasting 2.0, value. */
export const payment = z.preprocess(
  toPlain,
  z.strictObject({
    type: line,
    method: line,
    suggested: z
      .string()
      .regex(/^\d+(?:\.\d+)?$/, 'must be a number')
      .optional(),
    recipients: z.preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(recipient).min(1, 'must name at least one recipient'),
    ),
  }),
)

/** A `value` of a show or an episode; one that is wrong is reported and left out. */
export function readPayment(value: Value, report: Report): Payment | undefined {
  const result = payment.safeParse(value)
  if (result.success) return result.data
  reportIssues('value', result.error, (place, message) =>
    report('warning', 'podcast', place, message, 'Correct it; until then that of the show counts'),
  )
  return undefined
}
