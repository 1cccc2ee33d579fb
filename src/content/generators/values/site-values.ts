import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Configuration } from '../configuration.ts'
import { isTable, type KnownTable, type KnownValue, knownInCode, toKnown, toTable } from './known-values.ts'

/** The configuration as `site`, with the data files under `data`: Jekyll's values. */
export function siteWithData(configuration: Configuration): KnownTable {
  return { site: { ...toTable(configuration.fields), data: dataTable(configuration) } }
}

/** The data files by their names, and those in folders by the names of these. */
export function dataTable({ data, scripts }: Configuration): KnownTable {
  const found: [path: string, value: KnownValue | undefined][] = [
    ...scripts.map(({ path, exported }): [string, KnownValue | undefined] => [path, knownInCode(exported)]),
    ...[...data].map(([path, value]): [string, KnownValue] => [path, toKnown(value)]),
  ]
  const top: KnownTable = {}
  for (const [path, value] of found) {
    const at = `/${path}`.indexOf('/_data/')
    const inside = path.slice(at + '_data/'.length)
    const name = inside.replace(/\.\w{1,20}$/, '')
    const parts = at < 0 || name === inside || name === '' ? [] : name.split('/').map(normalizeKey)
    const last = parts.pop()
    if (last === undefined || value === undefined) continue
    let table = top
    for (const part of parts) {
      const inner = Object.hasOwn(table, part) ? table[part] : undefined
      const next = isTable(inner) ? inner : {}
      Object.defineProperty(table, part, { value: next, enumerable: true, writable: true })
      table = next
    }
    Object.defineProperty(table, last, { value, enumerable: true, writable: true })
  }
  return top
}
