import { cancel, intro, isCancel, multiselect, select, text } from '@clack/prompts'
import {
  type Choices,
  EXTRAS,
  type Extra,
  judgeLanguage,
  judgeTimezone,
  KINDS,
  type Kind,
  readAddress,
} from './choices.ts'

/** What was asked for with options; a question is asked for each that is absent. */
export interface Given extends Partial<Omit<Choices, 'sections'>> {
  sections?: string[]
}

/** The answers as they were typed; the defaults are taken where a person only presses Enter. */
export type Answers = Required<Omit<Given, 'url' | 'author'>> & Pick<Given, 'url' | 'author'>

/** Asks a person for what is not given. Resolves to undefined where the person gives up. */
export async function askChoices(given: Given, defaults: Answers): Promise<Answers | undefined> {
  intro('A new publication; Ctrl+C to leave')
  const ask = async (message: string, proposal: string, judge?: (text: string) => string | undefined) =>
    stop(
      await text({
        message,
        // An initial value would stay before what a person types.
        placeholder: proposal,
        defaultValue: proposal,
        validate: (value) => (value && judge ? judge(value) : undefined),
      }),
    ) ?? ''
  try {
    return {
      title: given.title ?? (await ask('What is it called?', defaults.title)),
      url:
        given.url ??
        readAnswer(
          await ask('At which address, such as https://example.org/? Empty if unknown.', '', judgeAddress),
        ),
      language: given.language ?? (await ask('In which language is it?', defaults.language, judgeLanguage)),
      timezone:
        given.timezone ?? (await ask('In which time zone are its dates?', defaults.timezone, judgeTimezone)),
      author: given.author ?? ((await ask('Who writes? A name, or nothing.', '')) || undefined),
      kind:
        given.kind ??
        stop(
          await select<Kind>({
            message: 'What is it?',
            options: KINDS.map((value) => ({ value, label: value, hint: HINTS[value] })),
          }),
        ),
      sections:
        given.sections ??
        (await ask('Which sections has it, such as News, Opinion? Empty for none.', '')).split(','),
      extras:
        given.extras ??
        stop(
          await multiselect<Extra>({
            message: 'Where will it run, beside this machine? The space bar chooses.',
            options: EXTRAS.map((value) => ({ value, label: EXTRA_LABELS[value] })),
            required: false,
          }),
        ),
    }
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error
    cancel('Nothing was written.')
    return undefined
  }
}

const HINTS: Record<Kind, string> = {
  blog: 'articles by one or a few people',
  newsroom: 'news with datelines and urgency',
  podcast: 'a section of episodes, for directories of podcasts',
}

const EXTRA_LABELS: Record<Extra, string> = {
  cloudflare: 'Cloudflare Workers (wrangler.toml)',
  github: 'checks on GitHub at each push (.github/workflows/check.yml)',
  container: 'a container (Containerfile)',
  systemd: 'a server with systemd (wireroom.service)',
}

class GivenUp extends Error {}

function stop<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new GivenUp()
  return answer as Exclude<T, symbol>
}

function judgeAddress(text: string): string | undefined {
  const read = readAddress(text)
  return 'reason' in read ? read.reason : undefined
}

function readAnswer(text: string): string | undefined {
  const read = readAddress(text)
  return text === '' || 'reason' in read ? undefined : read.url
}
