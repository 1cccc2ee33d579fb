import { isFields } from '../../front-matter/fields.ts'
import { type Configuration, textAt } from '../configuration.ts'
import { textsOf } from '../ignore-patterns.ts'
import { isOn } from './is-on.ts'
import type { Switches } from './markdown-feature.ts'

/** What kramdown and Jekyll's plugins have switched on; its quotes are straight where `smart_quotes` names the entities of straight ones. */
export function kramdownFeatures({ fields }: Configuration): Switches {
  const plugins = ['plugins', 'gems'].flatMap((key) => textsOf(fields.get(key)))
  const emoji = plugins.includes('jemoji') && 'emoji'
  if ((textAt(fields, 'markdown') ?? 'kramdown').toLowerCase() !== 'kramdown') return [emoji]
  const options = fields.get('kramdown')
  const quotes = isFields(options) ? textsOf(options.get('smartquotes')).join() : ''
  return [
    !/apos|quot\b|34|39/.test(quotes.replace(/[lr][sd]quo/g, '')) && 'kramdown-quotes',
    'kramdown-symbols',
    'definition-lists',
    'end-of-block',
    'older',
    isOn(fields, 'kramdown.hard_wrap') && 'breaks',
    emoji,
  ]
}
