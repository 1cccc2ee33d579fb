import { html } from 'hono/html'

/** A series of a chart, a value for each day; undefined where nothing is known. */
export interface Series {
  name: string
  values: readonly (number | undefined)[]
}

/** A chart of the last days. It is drawn without script, and a table below has the same for whoever cannot see it. */
export interface Chart {
  title: string
  /** In a sentence, what the chart shows. */
  summary: string
  days: readonly string[]
  /** The first is drawn as full bars or a full line, the second on top of the bars, or as a dashed line. */
  series: readonly [Series, Series?]
  form: 'bars' | 'lines'
  /** A value in words. */
  format(value: number): string
}

const WIDTH = 320
const HEIGHT = 120
/** Room for the greatest value above, and for the dates below. */
const TOP = 16
const BOTTOM = 18

/** Renders a chart as a figure with its words and its numbers. */
export function renderChart({ title, summary, days, series, form, format }: Chart) {
  const known = series.filter((one) => one !== undefined)
  const sums = days.map((_, day) => known.map(({ values }) => values[day] ?? 0))
  const most = Math.max(
    0,
    ...sums.map((values) => (form === 'bars' ? values.reduce((a, b) => a + b, 0) : Math.max(...values))),
  )
  const scale = most === 0 ? 0 : (HEIGHT - TOP - BOTTOM) / most
  const step = WIDTH / Math.max(1, days.length)
  return html`<h3>${title}</h3>
<p class="dim">${known.length < 2 ? '' : known.map(({ name }, index) => html`<span class="key${index === 0 ? '' : ' second'}"></span>${name} `)}</p>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}. ${summary}" direction="ltr">
<line class="grid" x1="0" x2="${WIDTH}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"/>
<text x="0" y="11">${most === 0 ? '' : `most: ${format(most)}`}</text>
${form === 'bars' ? drawBars(known, days.length, step, scale) : known.map((one, index) => drawLine(one, index, step, scale))}
<text x="0" y="${HEIGHT - 4}">${days[0] ?? ''}</text>
<text x="${WIDTH}" y="${HEIGHT - 4}" text-anchor="end">${days.at(-1) ?? ''}</text>
</svg>
<p class="dim">${summary}</p>
<details><summary>The numbers</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">Day</th>${known.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${days.map((day, index) => html`<tr><th scope="row">${day}</th>${known.map(({ values }) => html`<td class="number">${values[index] === undefined ? '–' : format(values[index])}</td>`)}</tr>\n`)}</tbody>
</table></div></details>`
}

function drawBars(series: readonly Series[], count: number, step: number, scale: number) {
  return Array.from({ length: count }, (_, day) => {
    let base = HEIGHT - BOTTOM
    return series.map(({ values }, index) => {
      const height = (values[day] ?? 0) * scale
      if (height === 0) return ''
      // A day on which little was done can still be seen.
      const shown = Math.max(height, 1)
      base -= shown
      return html`<rect class="${index === 0 ? 'one' : 'two'}" x="${round(day * step + step * 0.12)}" y="${round(base)}" width="${round(step * 0.76)}" height="${round(shown)}"/>`
    })
  })
}

/** A line that is interrupted where nothing is known; a day between two such is a dot. */
function drawLine({ values }: Series, index: number, step: number, scale: number) {
  const at = (day: number) =>
    `${round((day + 0.5) * step)} ${round(HEIGHT - BOTTOM - (values[day] ?? 0) * scale)}`
  const parts = values.map((value, day) => {
    if (value === undefined) return ''
    if (values[day - 1] !== undefined) return `L${at(day)}`
    return values[day + 1] === undefined ? `M${at(day)}h1.5` : `M${at(day)}`
  })
  return html`<path class="path${index === 0 ? '' : ' second'}" d="${parts.join('')}"/>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
