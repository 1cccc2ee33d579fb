import type { Destination } from './destination.ts'
import { createIndexNow } from './indexnow.ts'
import { createOutsideHub } from './outside-hub.ts'
import type { DestinationFault, Made, Making, ProofFile, PushChoices } from './settings.ts'
import { createWebhook } from './webhook.ts'

type Choices = PushChoices['destinations'][number]

/** One row for each kind of destination that settings can choose. */
const ROWS: {
  [Kind in Choices['kind']]: (choice: Extract<Choices, { kind: Kind }>, making: Making) => Promise<Made>
} = {
  webhook: createWebhook,
  indexnow: createIndexNow,
}

/** What the settings and the environment make. A destination with a fault is missing; all faults are reported at once. */
export interface Destinations {
  destinations: Destination[]
  /** Files that the site must serve. */
  files: ProofFile[]
  faults: DestinationFault[]
}

/** Makes the destinations that the settings choose, with the secrets of the environment. */
export async function createDestinations(
  { destinations: choices, hubs }: PushChoices,
  environment: Readonly<Record<string, string | undefined>>,
  { url: siteUrl }: { url: string },
): Promise<Destinations> {
  const faults: DestinationFault[] = []
  const making: Making = {
    siteUrl,
    reportFault: (place, message, hint) => faults.push({ place, message, hint }),
    read(variable, place) {
      const value = environment[variable]?.trim()
      if (value) return value
      making.reportFault(
        place,
        `The environment variable ${variable} is not set`,
        `Set ${variable} for the program that serves the site, or remove the destination from the settings`,
      )
      return undefined
    },
  }
  const made: Made[] = []
  for (const choice of choices) made.push(await make(choice, making))
  const named = made.flatMap(({ destination }) => destination ?? [])
  return {
    destinations: nameApart([...named, ...[...new Set(hubs)].map(createOutsideHub)]),
    files: made.flatMap(({ file }) => file ?? []),
    faults,
  }
}

function make<Kind extends Choices['kind']>(
  choice: Extract<Choices, { kind: Kind }>,
  making: Making,
): Promise<Made> {
  return ROWS[choice.kind as Kind](choice, making)
}

/** Adds a number to names that stand before: `webhook example.org 2`. */
function nameApart(destinations: Destination[]): Destination[] {
  const names = new Set<string>()
  return destinations.map((destination) => {
    let name = destination.name
    for (let number = 2; names.has(name); number++) name = `${destination.name} ${number}`
    names.add(name)
    return { ...destination, name }
  })
}
