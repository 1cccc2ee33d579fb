import * as z from 'zod'
import type { Value } from '../front-matter/parse.ts'
import { flag, line, reportIssues, toPlain } from '../front-matter/schema.ts'
import type { Report } from '../problem.ts'

interface Recipient {
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
    ({ customkey: customKey, customvalue: customValue, ...rest }): Recipient => ({
      ...rest,
      customKey,
      customValue,
    }),
  )
/** The setting `value` of Podcasting 2.0: `suggested` stays the decimal number as typed. */
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

/** How listeners may pay while they listen, and how the payment is split among recipients. */
export type Payment = z.infer<typeof payment>

/** Reads the `value` of an episode; a faulty one is reported and left out. */
export function readPayment(value: Value, report: Report): Payment | undefined {
  const result = payment.safeParse(value)
  if (result.success) return result.data
  reportIssues('value', result.error, (place, message) =>
    report('warning', 'podcast', place, message, 'Correct it; until then the one of the show is used'),
  )
  return undefined
}
