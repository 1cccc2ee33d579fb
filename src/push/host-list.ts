/** Hosts with their ports. */
export interface HostList {
  /** The host name as `URL.hostname` gives it. */
  includes(hostname: string, port: number): boolean
}

/**
 * Reads `WIREROOM_PUSH_ALLOW`: hosts with a port, separated by commas, such as `127.0.0.1:9000,localhost:*`; `*` is every port. Throws if something
 * cannot be understood.
 */
export function parseHostList(text: string): HostList {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseEntry)
  const known = new Set(entries)
  return {
    includes: (hostname, port) => known.has(`${hostname}:${port}`) || known.has(`${hostname}:*`),
  }
}

/** The entry as it is looked up. */
function parseEntry(entry: string): string {
  const [, name = '', port = ''] = /^([^\s/?#@\\*]+):(\*|\d{1,5})$/.exec(entry) ?? []
  const hostname = hostnameOf(name)
  if (hostname === undefined || Number(port) > 65_535 || Number(port) === 0)
    throw new Error(
      `WIREROOM_PUSH_ALLOW has "${entry}". Write each host with its port, such as 127.0.0.1:9000, [::1]:9000 or localhost:* for every port.`,
    )
  return port === '*' ? `${hostname}:*` : `${hostname}:${Number(port)}`
}

function hostnameOf(name: string): string | undefined {
  // A colon outside of brackets is part of an IPv6 address that lacks them, or of a second port.
  if (!name.startsWith('[') && name.includes(':')) return undefined
  const address = `http://${name}/`
  return URL.canParse(address) ? new URL(address).hostname : undefined
}
