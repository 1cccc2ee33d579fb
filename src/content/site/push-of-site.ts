import { linesOfKeys } from '../front-matter/parse.ts'
import type { Problem } from '../problem.ts'
import { findUnknownSections, type PushSettings, readDestinations } from './push-settings.ts'
import type { SettingsFile, SettingsValues } from './settings-file.ts'

/** The settings of push of the whole site, whose faults `readSettingsFile` has reported; only then is known which sections there are. */
export function readPush(
  { hub, hubs, push }: Pick<SettingsValues, 'hub' | 'hubs' | 'push'>,
  sections: ReadonlyMap<string, unknown>,
  files: SettingsFile[],
  problems: Problem[],
): PushSettings | undefined {
  if ((hub ?? hubs ?? push) === undefined) return undefined
  const destinations = readDestinations(push, () => {})
  const path = '_index.md'
  const lineOf = linesOfKeys(files.find((file) => file.path === path)!.source)
  findUnknownSections(destinations, sections, (place, message, hint) =>
    problems.push({ severity: 'error', code: 'setting', path, line: lineOf(place), message, hint }),
  )
  return { ...(hub !== undefined && { hub }), hubs: hubs ?? [], destinations }
}
