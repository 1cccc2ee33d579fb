import { countBytes } from '../feed/editions/size.ts'
import type { Run } from './manifest.ts'

/** A state that needs more runs is written whole, and the next ones are described by it. */
const MAX_RUNS = 8

/** How many bytes of later pieces there may be, all of which the Worker reads for any state; the next states are written whole. */
const MAX_LATER_BYTES = 256 * 1024

/** Describes a long document at many moments by the bytes of an earlier moment, and by those of pieces that come later. */
export interface PieceRuns {
  /** The runs that make these pieces; undefined where they are to be written whole, and to be added as a source. */
  describe(pieces: readonly string[]): Run[] | undefined
  /** Takes pieces that are written whole as the asset `name`. */
  addSource(name: string, pieces: readonly string[]): void
  /** The names of all sources; the first one is `makeAsset` of all pieces that came later. Undefined if nothing was described. */
  sources(makeAsset: (text: string) => string): string[] | undefined
}

interface Place {
  index: number
  start: number
  end: number
}

export function createPieceRuns(): PieceRuns {
  const names: string[] = []
  const later = new Map<string, Place>()
  let laterBytes = 0
  let isUsed = false
  let base = new Map<string, Place>()
  return {
    describe(pieces) {
      if (names.length === 0) return undefined
      const runs = findRuns(pieces)
      isUsed ||= runs !== undefined
      return runs
    },
    addSource(name, pieces) {
      names.push(name)
      base = placesOf(pieces)
    },
    sources: (makeAsset) => (isUsed ? [makeAsset([...later.keys()].join('')), ...names] : undefined),
  }

  function findRuns(pieces: readonly string[]): Run[] | undefined {
    const runs: Run[] = []
    let next = 0
    for (const piece of pieces) {
      const known = base.get(piece)
      const isInOrder = known !== undefined && known.index >= next
      if (isInOrder) next = known.index + 1
      const place = isInOrder ? known : placeOfLater(piece)
      if (!place) return undefined
      const { start, end } = place
      const source = isInOrder ? names.length : 0
      const last = runs.at(-1)
      if (last && last[0] === source && last[2] === start) last[2] = end
      else if (runs.length === MAX_RUNS) return undefined
      else runs.push([source, start, end])
    }
    return runs
  }

  function placeOfLater(piece: string): Place | undefined {
    const known = later.get(piece)
    if (known) return known
    const end = laterBytes + countBytes(piece)
    if (end > MAX_LATER_BYTES) return undefined
    const place = { index: later.size, start: laterBytes, end }
    later.set(piece, place)
    laterBytes = end
    return place
  }
}

function placesOf(pieces: readonly string[]): Map<string, Place> {
  const places = new Map<string, Place>()
  let start = 0
  for (const [index, piece] of pieces.entries()) {
    const end = start + countBytes(piece)
    places.set(piece, { index, start, end })
    start = end
  }
  return places
}
