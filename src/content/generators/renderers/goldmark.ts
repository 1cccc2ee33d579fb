import { type Configuration, textAt } from '../configuration.ts'
import { isOn } from './is-on.ts'
import type { Switches } from './markdown-feature.ts'

const EXTENSIONS = 'markup.goldmark.extensions'

/** What Goldmark has switched on: its typographer and definition lists, unless the configuration says otherwise. */
export function goldmarkFeatures({ fields }: Configuration): Switches {
  const emoji = isOn(fields, 'enableEmoji') && 'emoji'
  if ((textAt(fields, 'markup.defaultMarkdownHandler') ?? 'goldmark') !== 'goldmark') return [emoji]
  const typographer = `${EXTENSIONS}.typographer`
  const isTypographic = isOn(fields, typographer, true) && !isOn(fields, `${typographer}.disable`)
  return [
    isTypographic && 'goldmark-quotes',
    isTypographic && 'goldmark-symbols',
    isOn(fields, `${EXTENSIONS}.definitionList`, true) && 'definition-lists',
    isOn(fields, `${EXTENSIONS}.extras.mark.enable`) && 'mark',
    isOn(fields, 'markup.goldmark.renderer.hardWraps') && 'breaks',
    isOn(fields, 'markup.goldmark.parser.attribute.block') && 'block-attributes',
    emoji,
  ]
}
