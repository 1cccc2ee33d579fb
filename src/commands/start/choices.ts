import { isTimezone } from '../../content/text/dates.ts'
import { parseLanguage } from '../../content/text/language.ts'
import { slugify } from '../../content/text/urls.ts'
import { UsageError } from '../command.ts'

/** What a publication is mainly made of. */
export const KINDS = ['blog', 'newsroom', 'podcast'] as const
export type Kind = (typeof KINDS)[number]

/** The files that `init` writes on demand, beside the publication itself. */
export const EXTRAS = ['cloudflare', 'github', 'container', 'systemd'] as const
export type Extra = (typeof EXTRAS)[number]

/** What is known of a publication that is to be made. */
export interface Choices {
  title: string
  /** Absolute, ends in `/`; absent where the publication has no address yet. */
  url?: string
  /** BCP 47. */
  language: string
  /** IANA name. */
  timezone: string
  author?: string
  kind: Kind
  sections: { folder: string; title: string }[]
  extras: Extra[]
}

/** An address as people type it: absolute, or a host with a dot, or `localhost`. Or the reason why it is none. */
export function readAddress(text: string): { url: string } | { reason: string } {
  const typed = text.trim()
  const [host = ''] = typed.split(/[/:?#]/, 1)
  const isLocal = host.toLowerCase() === 'localhost'
  const isHost = isLocal || /[^.]\.[^.]/.test(host)
  const url = URL.parse(isHost ? `${isLocal ? 'http' : 'https'}://${typed}` : typed)
  if (!url || !/^https?:$/.test(url.protocol) || !/[^.]/.test(url.hostname) || url.username !== '')
    return { reason: `"${typed}" is not an address. Write one such as https://example.org/` }
  url.search = ''
  url.hash = ''
  return { url: url.href.replace(/\/?$/, '/') }
}

/** Whether a language is one, as a reason why it is not. */
export function judgeLanguage(text: string): string | undefined {
  return parseLanguage(text) === undefined
    ? `"${text}" is not a language tag. Write one such as en, fa-AF or zh-Hant`
    : undefined
}

/** Whether a time zone is one, as a reason why it is not. */
export function judgeTimezone(text: string): string | undefined {
  return isTimezone(text) ? undefined : `"${text}" is not a time zone. Write one such as Europe/London`
}

/** The sections of a list of titles, each once. Throws where a title has no letter to name a folder after. */
export function readSections(titles: readonly string[]): Choices['sections'] {
  const sections = new Map<string, string>()
  for (const title of titles.map((title) => title.trim()).filter(Boolean)) {
    const folder = slugify(title)
    if (folder === '')
      throw new UsageError(`The section "${title}" has no letter or digit to name its folder after.`)
    sections.set(folder, title.charAt(0).toUpperCase() + title.slice(1))
  }
  return [...sections].map(([folder, title]) => ({ folder, title }))
}

/** The language of the environment, such as `de-DE` of `LANG=de_DE.UTF-8`; English where it names none. */
export function systemLanguage(env: NodeJS.ProcessEnv): string {
  const [name = ''] = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').split(/[.@]/)
  return (/^(?:C|POSIX)$/.test(name) ? undefined : parseLanguage(name)) ?? 'en'
}
