import type { Importer } from './importer.ts'
import { wireImporter } from './wire/importer.ts'

/** All importers; the first that recognises a text converts it. */
const IMPORTERS: readonly Importer[] = [wireImporter]

/** The importer for a text; undefined where none knows it. */
export function findImporter(text: string, path: string): Importer | undefined {
  return IMPORTERS.find((importer) => importer.recognises(text, path))
}
