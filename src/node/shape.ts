/** Tells whether a value that was read from a file has the shape of a type. Takes nanoseconds, where a schema would take microseconds. */
export type Shape = (value: unknown) => boolean

/** The shapes of the fields of a type, so that a field which is added without one is a fault of types. */
export type ShapesOf<T> = { [K in keyof T]-?: undefined extends T[K] ? { optional: Shape } : Shape }

export const isText: Shape = (value) => typeof value === 'string'

export const isBoolean: Shape = (value) => typeof value === 'boolean'

export const isCount: Shape = (value) => Number.isSafeInteger(value) && (value as number) >= 0

export const isNumber: Shape = (value) => Number.isFinite(value)

/** ECMA-262 21.4.1.1: the last instant that a date can have. */
const LAST_INSTANT = 8.64e15

export const isInstant: Shape = (value) => Number.isFinite(value) && Math.abs(value as number) <= LAST_INSTANT

export function isOneOf(...allowed: readonly unknown[]): Shape {
  return (value) => allowed.includes(value)
}

export function isListOf(shape: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(shape)
}

/** A list of a fixed length. */
export function isTuple(...shapes: readonly Shape[]): Shape {
  return (value) =>
    Array.isArray(value) &&
    value.length === shapes.length &&
    shapes.every((shape, place) => shape(value[place]))
}

/** An object with all fields that are not optional, and no others. */
export function isRecord<T>(shapes: ShapesOf<T>): Shape {
  const all = Object.entries<Shape | { optional: Shape }>(shapes)
  const known = new Map(all.map(([key, shape]) => [key, 'optional' in shape ? shape.optional : shape]))
  const needed = all.flatMap(([key, shape]) => ('optional' in shape ? [] : [key]))
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    for (const key in value) {
      const shape = known.get(key)
      if (!shape?.((value as Record<string, unknown>)[key])) return false
    }
    return needed.every((key) => Object.hasOwn(value, key))
  }
}
