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
const isA = (value: Json, type: Json) => {
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return type === 'object' ? isObject(value) : typeof value === type
}
const referred = (schema: Schema, root: Schema) =>
  (root.$defs as Record<string, Schema>)[String(schema.$ref).replace('#/$defs/', '')]!

const KEYWORDS: Record<string, (place: Place) => string[]> = {
  $ref: ({ value, schema, root, path }) => findBreaches(value, referred(schema, root), root, path),
  type: ({ value, rule }) => when(!isA(value, rule)),
  const: ({ value, rule }) => when(value !== rule),
  enum: ({ value, rule }) => when(!(rule as Json[]).includes(value)),
  pattern: ({ value, rule }) => when(typeof value === 'string' && !new RegExp(String(rule), 'u').test(value)),
  minLength: ({ value, rule }) => when(typeof value === 'string' && value.length < Number(rule)),
  minimum: ({ value, rule }) => when(typeof value === 'number' && value < Number(rule)),
  maximum: ({ value, rule }) => when(typeof value === 'number' && value > Number(rule)),
  required: ({ value, rule }) => when(isObject(value) && (rule as string[]).some((key) => !(key in value))),
  dependentRequired: ({ value, rule }) =>
    when(
      isObject(value) &&
        Object.entries(rule as Record<string, string[]>).some(
          ([key, others]) => key in value && others.some((other) => !(other in value)),
        ),
    ),
  anyOf: ({ value, rule, root, path }) =>
    when((rule as Schema[]).every((option) => findBreaches(value, option, root, path).length > 0)),
  oneOf: ({ value, rule, root, path }) =>
    when(
      (rule as Schema[]).filter((option) => findBreaches(value, option, root, path).length === 0).length !==
        1,
    ),
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
  /** Of what stands beside it and of what that refers to, as far as it is needed here. */
  unevaluatedProperties: ({ value, schema, root }) => {
    const known = [schema, referred(schema, root)].flatMap(({ properties }) => Object.keys(properties ?? {}))
    return when(isObject(value) && Object.keys(value).some((key) => !known.includes(key)))
  },
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
