import { ownValue } from '../../generators/generator.ts'
import { renderInline } from '../markdown.ts'
import { details, fence, figure, labelled, note, quotation } from './blocks.ts'
import {
  articleLink,
  embed,
  gistAddress,
  hyperlink,
  media,
  reference,
  tweet,
  vimeo,
  youtube,
} from './embeds.ts'
import { evaluate, OUTPUT } from './liquid.ts'
import { anchor, block, indentAs, link, type Meaning, type Placing, target, wrap } from './markup.ts'
import { isVoid } from './mdx.ts'
import type { Tag, TemplateContext } from './tag.ts'

/**
 * What a tag becomes in Markdown, by its name, whatever language it is written in: text, or undefined where nobody knows, so that its
 * content takes its place.
 */
export function renderTag(
  tag: Tag,
  inner: string | undefined,
  placing: Placing,
  context: TemplateContext,
): string | undefined {
  if (tag.kind === 'close') return tag.name.startsWith('<') ? `</${tag.name.slice(1)}>` : undefined
  if (tag.name === OUTPUT) return evaluate(tag.args.text, context)
  if (tag.name.startsWith('<')) return htmlElement(tag, inner, placing)
  const name = tag.name.replace(/^.*[/.](?=\w)|[-_]/g, '')
  // A component of that name is a marker pen.
  if (placing.isMdx && name === 'highlight') return inner
  const content = placing.isMdx && inner !== undefined ? indentAs(placing.indent, inner) : inner
  return ownValue(MEANINGS, name)?.({ tag, inner: content, placing, context })
}

/** The content of a tag that nobody knows. */
export function placeContent(inner: string | undefined, { isMdx, indent }: Placing): string {
  if (inner === undefined) return ''
  return isMdx && /^[ \t]*\n/.test(inner) ? `\n\n${indentAs(indent, inner)}\n\n` : inner
}

/** An element of HTML among components: its content is Markdown, what code says about it is left out. */
function htmlElement({ name, args, kind }: Tag, inner: string | undefined, placing: Placing): string {
  const tag = name.slice(1)
  const opening = `<${tag}${args.text}>`
  const closing = `</${tag}>`
  if (inner === undefined) return kind === 'alone' && !isVoid(tag) ? opening + closing : opening
  if (/^[ \t]*\n/.test(inner)) return wrap(opening, indentAs(placing.indent, inner), closing, placing)
  // Markdown leaves what a line of HTML holds as it is, MDX does not.
  const content = placing.isAlone && !inner.includes('\n') ? renderInline(inner) : inner
  return opening + content + closing
}

const MEANINGS: Record<string, Meaning> = {
  ...all('figure figureimg img image picture asset_img photo imgproc resizeimage', figure),
  ...all('highlight code codeblock sourcecode', fence),
  ...all(
    'tabs tabgroup tabset tabbox codegroup codetabs steps cards cardgroup columns column row col grid accordions accordiongroup div section container center wrap grouppicture gp gallery timeline',
    ({ inner, placing }) => (inner === undefined ? undefined : placeContent(inner, placing)),
  ),
  mermaid: (use) => fence(use, 'mermaid'),
  ...all('comment capture head style script assign set', () => ''),
  ...all('raw verbatim fragment nomarkdown math katex', ({ inner }) => inner ?? ''),
  ...all('rawhtml html', ({ inner = '', placing }) => (placing.isAlone ? block(inner) : inner)),
  // NexT's `{% label primary@text %}`.
  label: ({ tag }) => tag.args.text.replace(/^[^@]*@/, '').trim(),
  ...all('youtube youtubeembed liteyoutubeembed liteyoutube youtubelite youtubevideo', youtube),
  ...all('vimeo vimeoembed', vimeo),
  ...all('tweet twitter x xpost tweetembed twittertweet reacttweet', tweet),
  gist: ({ tag }) => link(gistAddress(tag)),
  instagram: embed('https://www.instagram.com/p/'),
  ...all(
    'codepen embed oembed iframe jsfiddle bilibili spotify soundcloud link_preview bookmark',
    embed(undefined),
  ),
  video: media('video'),
  ...all('audio podcast', media('audio')),
  ...all('ref relref posturl postpath', reference),
  postlink: articleLink,
  assetpath: ({ tag, context }) => target(context.findAsset(tag.args.list[0] ?? '')),
  assetlink: ({ tag, context }) => {
    const [name = '', ...words] = tag.args.list
    return anchor(context.findAsset(name), words.join(' ') || name)
  },
  ...all('link a navlink linkbutton button btn buttonlink', hyperlink),
  ...all(
    'details accordion accordionitem collapse collapsible expand spoiler folding dropdown toggle hide_toggle hide_block',
    details,
  ),
  ...all('blockquote quote epigraph', quotation),
  ...all('pullquote centerquote cq', ({ inner, placing }) =>
    wrap('<blockquote>', inner ?? '', '</blockquote>', placing),
  ),
  ...all('tab tabitem tabpane codegroupitem step panel card', labelled),
  ...all(
    'note tip info warning danger caution important notice alert callout admonition hint aside attention error success seealso warn question bug example abstract todo message callouts',
    note,
  ),
}

function all(names: string, meaning: Meaning): Record<string, Meaning> {
  return Object.fromEntries(names.split(' ').map((name) => [name.replaceAll('_', ''), meaning]))
}
