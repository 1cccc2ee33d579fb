import fc from 'fast-check'

/** An article's file in a history; `key` tells which article it is, however it is renamed and edited. */
export interface HistoryFile {
  key: number
  title: string
  date: string
  body: string
  draft?: boolean
  withdrawn?: boolean
  id?: string
}

/** A folder of articles at a moment of a history. */
export interface World {
  now: number
  files: ReadonlyMap<string, HistoryFile>
  settings: Readonly<Record<string, string>>
  hasGenerator: boolean
  /** How many articles there ever were. */
  count: number
  /** The articles that ever had a path, by the composed path. */
  past: ReadonlyMap<string, readonly number[]>
}

/** A few changes at once, as between two looks at a folder; `picks` chooses what is changed and how. */
export interface Step {
  kind: (typeof KINDS)[number]
  picks: number[]
}

const KINDS = [
  'create',
  'create',
  'createEmbargoed',
  'editBody',
  'editTitle',
  'rename',
  'rename',
  'renameAndEdit',
  'renameAndReplace',
  'renameEditAndReplace',
  'swap',
  'swap',
  'copy',
  'normalForm',
  'delete',
  'draft',
  'withdraw',
  'later',
  'url',
  'permalinks',
  'generatorNone',
  'losePrefix',
  'ownId',
  'ownPrefix',
  'restart',
] as const

const START = Date.UTC(2025, 0, 1)
const DAY = 86_400_000
const FOLDERS = ['', 'news/', 'café/', 'news/été/']

/** Histories of up to 25 steps. */
export function operations() {
  const step = fc.record({
    kind: fc.constantFrom(...KINDS),
    picks: fc.array(fc.nat({ max: 1000 }), { minLength: 4, maxLength: 4 }),
  })
  return fc.record({ seed: fc.nat({ max: 2 }), list: fc.array(step, { minLength: 3, maxLength: 25 }) })
}

/** An empty folder; the seed chooses how its ids are made: by a prefix, as permalinks, or as a generator's feed has them. */
export function createWorld(seed: number): World {
  const settings: Record<string, string>[] = [
    { url: 'https://a.example/', idPrefix: '"tag:a.example,2025:"' },
    { url: 'https://a.example/', ids: 'permalink' },
    {},
  ]
  return {
    now: START,
    files: new Map(),
    settings: settings[seed]!,
    hasGenerator: seed === 2,
    count: 0,
    past: new Map(),
  }
}

export function settingsOf({ settings }: World): string {
  const lines = Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`)
  return `---\n${lines.join('')}---\n`
}

export function sourceOf({ title, date, body, draft, withdrawn, id }: HistoryFile): string {
  const lines = [
    `title: ${title}`,
    `date: ${date}`,
    ...(draft ? ['draft: true'] : []),
    ...(withdrawn ? ['withdrawn: { reason: wrong }'] : []),
    ...(id ? [`id: ${id}`] : []),
  ]
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`
}

/** The folder after a step, and whether the author's own words `id`, `idPrefix` or `ids` changed. */
export function applyOperation(world: World, { kind, picks }: Step): { world: World; isOwnWord: boolean } {
  const files = new Map(world.files)
  const past = new Map(world.past)
  const [first = 0, second = 0, third = 0] = picks
  const paths = [...files.keys()]
  // Which of two equal texts was renamed is nobody's guess.
  const single = paths.filter((path) => {
    const text = sourceOf(files.get(path)!)
    return paths.every((other) => other === path || sourceOf(files.get(other)!) !== text)
  })
  const from = single[first % (single.length || 1)]
  const other = single[second % (single.length || 1)]
  const isFree = (path: string) => {
    const composed = path.normalize('NFC')
    const isTaken = [...files.keys()].some((known) => known.normalize('NFC') === composed)
    const alive = new Set([...files.values()].map(({ key }) => key))
    return !isTaken && (past.get(composed) ?? []).every((key) => alive.has(key))
  }
  const put = (path: string, file: HistoryFile) => {
    files.set(path, file)
    const composed = path.normalize('NFC')
    past.set(composed, [...(past.get(composed) ?? []), file.key])
  }
  const newPath = () => {
    // A path that an article left is as good as a new one.
    const free = [...past.keys()].filter(isFree)
    if (third % 3 === 0 && free.length > 0) return free[second % free.length]!
    return `${FOLDERS[second % FOLDERS.length]}é-${past.size}-${third % 7}.md`
  }
  const newFile = (date: number): HistoryFile => ({
    key: world.count,
    title: `Title ${world.count}`,
    date: new Date(date).toISOString(),
    body: `Body ${world.count} ${third}`,
  })
  const past2 = () => world.now - (first % 30) * DAY
  let { now, settings, count } = world
  let isOwnWord = false
  const edit = (file: HistoryFile) => ({ ...file, body: `${file.body} ${third} ${past.size} ${now}` })
  const move = (change: (file: HistoryFile) => HistoryFile, replaces: boolean) => {
    if (from === undefined) return
    const to = newPath()
    if (!isFree(to)) return
    const file = files.get(from)!
    files.delete(from)
    put(to, change(file))
    if (!replaces) return
    put(from, newFile(past2()))
    count++
  }
  switch (kind) {
    case 'create':
    case 'createEmbargoed': {
      const path = newPath()
      if (!isFree(path)) break
      put(path, newFile(kind === 'create' ? past2() : now + (1 + (first % 3)) * DAY))
      count++
      break
    }
    case 'editBody':
      if (from !== undefined) files.set(from, edit(files.get(from)!))
      break
    case 'editTitle':
      // The register does not follow what is written into an article that was taken back.
      if (from !== undefined && !files.get(from)!.draft)
        files.set(from, { ...files.get(from)!, title: `New ${third} ${files.get(from)!.key}` })
      break
    case 'rename':
      move((file) => file, false)
      break
    case 'renameAndEdit':
      move(edit, false)
      break
    case 'renameAndReplace':
      move((file) => file, true)
      break
    case 'renameEditAndReplace':
      move(edit, true)
      break
    case 'swap':
      if (from === undefined || other === undefined || from === other) break
      {
        const [a, b] = [files.get(from)!, files.get(other)!]
        put(from, b)
        put(other, a)
      }
      break
    case 'copy': {
      const path = newPath()
      if (from === undefined || !isFree(path)) break
      const { id: _, ...file } = files.get(from)!
      // With the same title and date it could be either, once both have been renamed and edited.
      put(path, { ...file, key: count, title: `Copy ${count}` })
      count++
      break
    }
    case 'normalForm': {
      if (from === undefined) break
      const file = files.get(from)!
      files.delete(from)
      files.set(from.normalize(from.normalize('NFC') === from ? 'NFD' : 'NFC'), file)
      break
    }
    case 'delete':
      if (from !== undefined) files.delete(from)
      break
    case 'draft':
      if (from !== undefined) files.set(from, { ...files.get(from)!, draft: !files.get(from)!.draft })
      break
    case 'withdraw':
      if (from !== undefined) files.set(from, { ...files.get(from)!, withdrawn: !files.get(from)!.withdrawn })
      break
    case 'later':
      now += DAY * (1 + (first % 3))
      break
    case 'url':
      settings = { ...settings, url: `https://${'abc'[first % 3]}.example/${second % 2 ? 'blog/' : ''}` }
      break
    case 'permalinks':
      settings = {
        ...settings,
        permalinks: ['/:path/', '/p/:year/:path/', '/:section/:slug.html'][first % 3]!,
      }
      break
    case 'generatorNone':
      settings = { ...settings, generator: 'none' }
      break
    case 'losePrefix': {
      const { idPrefix: _, ids: __, ...rest } = settings
      settings = rest
      break
    }
    case 'ownId':
      if (from === undefined || third % 4 > 0) break
      files.set(from, { ...files.get(from)!, id: `urn:own:${count}-${past.size}-${third}` })
      isOwnWord = true
      break
    case 'ownPrefix':
      if (third % 4 > 0) break
      settings = { ...settings, ids: 'tag', idPrefix: `"tag:b.example,20${10 + (first % 10)}:"` }
      isOwnWord = true
  }
  return { world: { ...world, now, files, settings, count, past }, isOwnWord }
}
