import { asList, findLine, isFields } from '../../front-matter/fields.ts'
import type { Fields, Value } from '../../front-matter/parse.ts'
import { isObject, type Script, textsIn, toText } from '../code/code-value.ts'
import { type Configuration, textAt } from '../configuration.ts'
import { textsOf } from '../ignore-patterns.ts'
import { atTop, type Mount, siteFolder } from './site-folders.ts'

/** Reads the folders of static files and of assets, and the mounts of modules on these. */
export function readModuleMounts({ fields }: Configuration): Mount[] {
  const folders = (key: string, usual: string) => {
    const typed = textsOf(fields.get(key))
    return typed.length > 0 ? typed : [usual]
  }
  const ofModules = asList(tableOf(fields.get('module')).get('mounts')).flatMap((mount): Mount[] => {
    const source = siteFolder(findLine(tableOf(mount), ['source']) ?? '')
    const target = /^(?:static|assets)(?:\/(.*))?$/.exec(findLine(tableOf(mount), ['target']) ?? '')
    return target && source ? [[source, siteFolder(target[1] ?? '') ?? '']] : []
  })
  return [...ofModules, ...atTop([...folders('staticdir', 'static'), textAt(fields, 'assetDir') ?? 'assets'])]
}

function tableOf(value: Value | undefined): Fields {
  return isFields(value) ? value : new Map()
}

/** Reads the folders that the configuration copies: each keeps its path, without the folder of input, unless another is given. */
export function readCopied(scripts: readonly Script[], input: string): Mount[] {
  const inputs = scripts.flatMap(({ calls }) =>
    calls('addPassthroughCopy').map(({ inputs: [first] }) => first),
  )
  return inputs.flatMap((copied): Mount[] => {
    const entries = isObject(copied)
      ? [...copied].map(([from, to]) => [from, toText(to)] as const)
      : textsIn(copied).texts.map((from) => [from, undefined] as const)
    return entries.flatMap(([from, to]): Mount[] => {
      const folder = siteFolder(from.replace(/\/\*{1,2}(?:\/\*(?:\.\w{0,20})?)?$/, ''))
      if (folder === undefined || folder === '' || folder.includes('*')) return []
      const own =
        input !== '' && `${folder}/`.startsWith(`${input}/`) ? folder.slice(input.length + 1) : folder
      const path = to === undefined ? own : siteFolder(to)
      return path === undefined ? [] : [[folder, path]]
    })
  })
}
