/** One step of a pattern: a test of one character, and how often it may match. */
interface Step {
  accepts(character: string): boolean
  isOptional: boolean
  repeats: boolean
}

/** Longer patterns, and those with more alternatives, are not read; people write none. */
const MAX_LENGTH = 1000
const MAX_ALTERNATIVES = 64

/**
 * Compiles a glob of `*`, `**`, `?`, `[a-z]` and `{a,b}` to a test of whole paths; undefined where it cannot be read. `*` does not match a slash.
 * The test takes time in proportion to both lengths, whatever the pattern.
 */
export function compileGlob(glob: string): ((path: string) => boolean) | undefined {
  return glob.length > MAX_LENGTH ? undefined : compileAll(expand(glob, globGroup), readGlob)
}

/**
 * Compiles a regular expression to a test whether it is found in a text, in time proportional to both lengths; undefined for what is not literals, `.`,
 * classes, `* + ?` after one of these, `^`, `$` and groups of alternatives.
 */
export function compileExpression(expression: string): ((text: string) => boolean) | undefined {
  if (expression.length > MAX_LENGTH) return undefined
  return compileAll(expand(`(?:${expression})`, expressionGroup), readExpression)
}

function compileAll(
  alternatives: string[] | undefined,
  read: (alternative: string) => Step[] | undefined,
): ((text: string) => boolean) | undefined {
  const all = alternatives?.map(read)
  if (!all || all.includes(undefined)) return undefined
  return (text) => all.some((steps) => matches(steps!, text))
}

/** Follows all ways through the steps at once, so that no text makes it go back. */
function matches(steps: readonly Step[], text: string): boolean {
  let places = new Set<number>()
  const enter = (into: Set<number>, place: number): void => {
    for (let at = place; !into.has(at); at++) {
      into.add(at)
      if (!steps[at]?.isOptional) break
    }
  }
  enter(places, 0)
  for (const character of text) {
    const next = new Set<number>()
    for (const place of places) {
      const step = steps[place]
      if (!step?.accepts(character)) continue
      if (step.repeats) enter(next, place)
      enter(next, place + 1)
    }
    if (next.size === 0) return false
    places = next
  }
  return places.has(steps.length)
}

type FindGroup = (pattern: string) => { before: string; options: string[]; after: string } | undefined

/** Writes groups of alternatives out; undefined where they are too many. */
function expand(pattern: string, findGroup: FindGroup): string[] | undefined {
  const done: string[] = []
  const open = [pattern]
  while (open.length > 0) {
    const next = open.pop()!
    const group = findGroup(next)
    if (!group) done.push(next)
    else open.push(...group.options.map((option) => group.before + option + group.after))
    if (open.length + done.length > MAX_ALTERNATIVES) return undefined
  }
  return done
}

/** An innermost `{a,b}`; a `**` followed by a slash may also stand for nothing. */
function globGroup(glob: string) {
  const braces = innermost(glob, '{', '}', (inner) => inner.includes(','))
  if (braces) return { ...braces, options: braces.inner.split(',') }
  const at = glob.search(/(?<![^/])\*\*\//)
  if (at < 0) return undefined
  return { before: glob.slice(0, at), options: ['', '\0/'], after: glob.slice(at + 3) }
}

/** An innermost group without a quantifier behind it. */
function expressionGroup(expression: string) {
  const group = innermost(expression, '(', ')', (_, next) => !/^[*+?{]$/.test(next))
  return group && { ...group, options: group.inner.replace(/^\?:/, '').split(/(?<!\\)\|/) }
}

/** The first pair of brackets without others in it that is accepted; a backslash makes any of them a letter. */
function innermost(
  pattern: string,
  opening: string,
  closing: string,
  accepts: (inner: string, next: string) => boolean,
): { before: string; inner: string; after: string } | undefined {
  let start = -1
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === opening) start = at
    else if (pattern[at] === closing && start >= 0) {
      const inner = pattern.slice(start + 1, at)
      if (accepts(inner, pattern[at + 1] ?? ''))
        return { before: pattern.slice(0, start), inner, after: pattern.slice(at + 1) }
      start = -1
    }
  }
  return undefined
}

function readGlob(glob: string): Step[] | undefined {
  const steps: Step[] = []
  // An anything-goes mark is written as U+0000, which stands in no path.
  for (const [part] of glob.matchAll(/\\.|\*\*+|\[[!^]?\]?[^\]]*\]|./gsu)) {
    if (part === '\0' || part.startsWith('**')) steps.push(anyNumber(() => true))
    else if (part === '*') steps.push(anyNumber((character) => character !== '/'))
    else if (part === '?') steps.push(once((character) => character !== '/'))
    else if (part.length > 1 && part.startsWith('[')) steps.push(once(classOf(part.replace('[!', '[^'))))
    else steps.push(once(isEqual(part.replace(/^\\(?=.)/s, ''))))
  }
  return steps
}

function readExpression(expression: string): Step[] | undefined {
  const isAnchored = { start: expression.startsWith('^'), end: /(?<!\\)\$$/.test(expression) }
  const inner = expression.slice(isAnchored.start ? 1 : 0, isAnchored.end ? -1 : undefined)
  const steps: Step[] = isAnchored.start ? [] : [anyNumber(() => true)]
  for (const [all, part = '', quantifier] of inner.matchAll(
    /(\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)([*+?]?)/gsu,
  )) {
    if (/^[\^$(){}|*+?[]$/.test(part) || /^\\[a-zA-Z\d]$/.test(part) || all === '') {
      const named = NAMED[part]
      if (!named) return undefined
      steps.push({ accepts: named, ...howOften(quantifier) })
    } else if (part === '.') steps.push({ accepts: () => true, ...howOften(quantifier) })
    else if (part.startsWith('[')) steps.push({ accepts: classOf(part), ...howOften(quantifier) })
    else steps.push({ accepts: isEqual(part.replace(/^\\/, '')), ...howOften(quantifier) })
  }
  if (!isAnchored.end) steps.push(anyNumber(() => true))
  // `a+` is `a` and then any number of them.
  return steps.flatMap((step) =>
    step.repeats && !step.isOptional ? [once(step.accepts), anyNumber(step.accepts)] : [step],
  )
}

const NAMED: Record<string, Step['accepts']> = {
  '\\d': (character) => /\d/.test(character),
  '\\w': (character) => /\w/.test(character),
  '\\s': (character) => /\s/.test(character),
}

function howOften(quantifier = ''): Pick<Step, 'isOptional' | 'repeats'> {
  return {
    isOptional: quantifier === '*' || quantifier === '?',
    repeats: quantifier === '*' || quantifier === '+',
  }
}

function once(accepts: Step['accepts']): Step {
  return { accepts, isOptional: false, repeats: false }
}

function anyNumber(accepts: Step['accepts']): Step {
  return { accepts, isOptional: true, repeats: true }
}

function isEqual(wanted: string): Step['accepts'] {
  return (character) => character === wanted
}

/** The test of `[a-z_]` or `[^/]`; one character at a time, so the expression cannot go back. */
function classOf(written: string): Step['accepts'] {
  const isNegated = written.startsWith('[^')
  const inner = written.slice(isNegated ? 2 : 1, -1)
  const ranges = [...inner.matchAll(/(\\.|.)(?:-(\\.|.))?/gsu)].map(([, from = '', to = from]) =>
    [from, to].map((end) => end.replace(/^\\(?=.)/s, '')),
  )
  return (character) => ranges.some(([from, to]) => from! <= character && character <= to!) !== isNegated
}
