import { describe, expect, it } from 'vitest'
import { parseSeconds } from '../../../src/content/media/duration.ts'

describe('a duration', () => {
  it.each<[string, number | undefined]>([
    ['01:08:50', 4130],
    ['24:30.000', 1470],
    ['90', 90],
    ['90,5', 90.5],
    ['1,234', undefined],
    ['0:01,234', 1.234],
    ['45 min', 2700],
    ['45m', 2700],
    ['1h 2m', 3720],
    ['1h2m3s', 3723],
    ['1 hr 2 mins', 3720],
    ['1 hour, 2 minutes and 3 seconds', 3723],
    ['1.5 hours', 5400],
    ['90 Sec', 90],
    ['2700000 ms', 2700],
    ['2700000 milliseconds', 2700],
    ['PT1H2M', 3720],
    ['PT45M', 2700],
    ['pt1h2m3.5s', 3723.5],
    ['P0DT30M', 1800],
    ['2700000', undefined],
    ['long', undefined],
    ['45 parsecs', undefined],
    ['PT', undefined],
    ['P', undefined],
    ['', undefined],
    ['1:2:3:4', undefined],
    ['-5', undefined],
    ['0:99', undefined],
    ['1:75:00', undefined],
    ['90:00', 5400],
    ['1:5', 65],
  ])('%s is %s seconds', (text, seconds) => {
    expect(parseSeconds(text)).toBe(seconds)
  })
})
