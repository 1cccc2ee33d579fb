import { dropAtEnds } from '../../content/text/characters.ts'

/** The longest name of a host in DNS, with scheme and port. */
const MAX_LENGTH = 270

/**
 * Parses what somebody types as the address of a reader: `host`, `host:port`, or an http or https URL of one, with nothing behind it. The
 * origin has https unless http was typed. Names in other scripts must be typed as `xn--…`, so that nobody takes one for another.
 */
export function parseHost(text: string): { origin: string } | undefined {
  const typed = dropAtEnds(text, ' ').toLowerCase()
  if (typed.length > MAX_LENGTH) return undefined
  const [, scheme = 'https://', name, port = ''] =
    /^(https?:\/\/)?([a-z\d.-]+)(:\d{1,5})?\/?$/.exec(typed) ?? []
  if (name === undefined || !name.split('.').every(isLabel)) return undefined
  const address = scheme + name + port
  if (!URL.canParse(address)) return undefined
  // A browser takes `0x7f.1` and `2130706433` for other addresses than they look like.
  const { hostname, origin } = new URL(address)
  return hostname === name ? { origin } : undefined
}

/** RFC 1123 2.1: letters, digits and hyphens between them. */
function isLabel(label: string): boolean {
  return label.length > 0 && label.length <= 63 && !label.startsWith('-') && !label.endsWith('-')
}
