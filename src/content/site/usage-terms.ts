import * as z from 'zod'
import { toPlain } from '../front-matter/schema.ts'
import { resolveUrl } from '../text/urls.ts'

/** What machines may use the articles for (RSL 1.0). */
export interface UsageTerms {
  /** The uses that are allowed; if there are any, all others are not. */
  permits: readonly Use[]
  prohibits: readonly Use[]
  /** What is asked in return; nothing unless it says so. */
  payment?: Payment
  /** Absolute URL of a page that tells how to get a licence. */
  contact?: string
}

/** RSL 1.0, the values of `usage`. */
const USES = ['all', 'ai-all', 'ai-train', 'ai-input', 'ai-index', 'search'] as const
type Use = (typeof USES)[number]

/** RSL 1.0, the values of `type` of a payment. */
const PAYMENTS = [
  'free',
  'attribution',
  'contribution',
  'purchase',
  'subscription',
  'training',
  'crawl',
  'use',
] as const
type Payment = (typeof PAYMENTS)[number]

const uses = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim().split(/[\s,]+/) : value),
  z.array(z.enum(USES, `must be of ${USES.join(', ')}`)),
)

/** The schema of the setting `usageTerms`. */
export const usageTerms = z.preprocess(
  toPlain,
  z
    .strictObject(
      {
        permits: uses.default([]),
        prohibits: uses.default([]),
        payment: z.enum(PAYMENTS, `must be one of ${PAYMENTS.join(', ')}`).optional(),
        contact: z
          .string()
          .refine((text) => resolveUrl(text, 'http://base.invalid/') !== undefined, 'must be a URL or a path')
          .optional(),
      },
      'must be a map of `permits`, `prohibits`, `payment` and `contact`',
    )
    .refine(
      ({ permits, prohibits, payment }) => permits.length + prohibits.length > 0 || payment !== undefined,
      'must say what is permitted, prohibited or asked in return',
    ),
)

/** The terms with the address of the page that tells how to get a licence. */
export function resolveUsageTerms(
  { permits, prohibits, payment, contact }: z.infer<typeof usageTerms>,
  siteUrl: string,
): UsageTerms {
  const page = resolveUrl(contact, siteUrl)
  return {
    permits: [...new Set(permits)],
    prohibits: [...new Set(prohibits)],
    ...(payment !== undefined && { payment }),
    ...(page !== undefined && { contact: page }),
  }
}
