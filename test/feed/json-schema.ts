type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Schema = { [keyword: string]: Json }

/** Says nothing of a value. `format` is not asserted, as is the default of JSON Schema 2020-12. */
const ANNOTATIONS = new Set(['$schema', '$comment', '$defs', 'title', 'description', 'format'])

/** What of the value breaks the schema, as paths with the keyword broken. Throws at a keyword it does not know. */
export function findBreaches(value: Json, schema: Schema, root = schema, path = ''): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (ANNOTATIONS.has(keyword)) return []
    const check = KEYWORDS[keyword]
    if (!check) throw new TypeError(`The keyword ${keyword} is not implemented`)
    return check({ value, rule, schema, root, path }).map((place) =>
      place.startsWith('!') ? `${path || '/'} ${keyword}` : place,
    )
  })
}

interface Place {
  value: Json
  rule: Json
  schema: Schema
  root: Schema
  path: string
}

const BREACH = ['!']
const when = (broken: boolean) => (broken ? BREACH : [])
const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isA = (value: Json, type: Json) =>
  type === 'array' ? Array.isArray(value) : type === 'object' ? isObject(value) : typeof value === type

const KEYWORDS: Record<string, (place: Place) => string[]> = {
  $ref: ({ value, rule, root, path }) => {
    const name = String(rule).replace('#/$defs/', '')
    return findBreaches(value, (root.$defs as Record<string, Schema>)[name]!, root, path)
  },
  type: ({ value, rule }) => when(!isA(value, rule)),
  const: ({ value, rule }) => when(value !== rule),
  pattern: ({ value, rule }) => when(typeof value === 'string' && !new RegExp(String(rule), 'u').test(value)),
  minLength: ({ value, rule }) => when(typeof value === 'string' && value.length < Number(rule)),
  minimum: ({ value, rule }) => when(typeof value === 'number' && value < Number(rule)),
  required: ({ value, rule }) => when(isObject(value) && (rule as string[]).some((key) => !(key in value))),
  anyOf: ({ value, rule, root, path }) =>
    when((rule as Schema[]).every((option) => findBreaches(value, option, root, path).length > 0)),
  items: ({ value, rule, root, path }) =>
    Array.isArray(value)
      ? value.flatMap((entry, index) => findBreaches(entry, rule as Schema, root, `${path}/${index}`))
      : [],
  propertyNames: ({ value, rule, root, path }) =>
    isObject(value)
      ? Object.keys(value).flatMap((key) => findBreaches(key, rule as Schema, root, `${path}/${key}`))
      : [],
  properties: ({ value, rule, root, path }) =>
    Object.entries(rule as Record<string, Schema>).flatMap(([key, schema]) =>
      isObject(value) && key in value ? findBreaches(value[key]!, schema, root, `${path}/${key}`) : [],
    ),
  patternProperties: ({ value, rule, root, path }) =>
    Object.entries(rule as Record<string, Schema>).flatMap(([pattern, schema]) =>
      Object.entries(isObject(value) ? value : {}).flatMap(([key, entry]) =>
        new RegExp(pattern, 'u').test(key) ? findBreaches(entry, schema, root, `${path}/${key}`) : [],
      ),
    ),
  additionalProperties: ({ value, schema }) => {
    const known = Object.keys(schema.properties ?? {})
    const patterns = Object.keys(schema.patternProperties ?? {})
    return when(
      isObject(value) &&
        Object.keys(value).some(
          (key) => !known.includes(key) && !patterns.some((pattern) => new RegExp(pattern, 'u').test(key)),
        ),
    )
  },
}
