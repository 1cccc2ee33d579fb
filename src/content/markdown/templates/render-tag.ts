import { ownValue } from '../../generators/generator.ts'
import { renderInline } from '../markdown.ts'
import { details, fence, figure, labelled, note, quotation } from './blocks.ts'
import {
  articleLink,
  bilibili,
  dailymotion,
  embed,
  gistAddress,
  hyperlink,
  media,
  peertube,
  reference,
  tweet,
  vimeo,
  youtube,
} from './embeds.ts'
import { ASSIGNMENT, OUTPUT } from './liquid.ts'
import { anchor, block, indentAs, link, type Placement, type TagRenderer, target, wrap } from './markup.ts'
import { isVoid } from './mdx.ts'
import type { Tag, TemplateContext } from './tag.ts'
import { assign, evaluate, parameter } from './values/evaluate.ts'

/** Renders a tag of any template language by its name; undefined for an unknown tag, which its content should replace. */
export function renderTag(
  tag: Tag,
  inner: string | undefined,
  placement: Placement,
  context: TemplateContext,
): string | undefined {
  if (tag.kind === 'close') return tag.name.startsWith('<') ? `</${tag.name.slice(1)}>` : undefined
  if (tag.name === OUTPUT) return evaluate(tag.args.text, context)
  if (tag.name === ASSIGNMENT) return assign(tag.args.text, context)
  if (tag.name.startsWith('<')) return htmlElement(tag, inner, placement)
  const name = tag.name.replace(/^.*[/.](?=\w)|[-_]/g, '')
  // In MDX, a component of that name marks text with colour.
  if (placement.isMdx && name === 'highlight') return inner
  const content = placement.isMdx && inner !== undefined ? indentAs(placement.indent, inner) : inner
  return ownValue(RENDERERS, name)?.({ tag, inner: content, placement, context })
}

/** The content of an unknown tag, or an empty text. */
export function placeContent(inner: string | undefined, { isMdx, indent }: Placement): string {
  if (inner === undefined) return ''
  return isMdx && /^[ \t]*\n/.test(inner) ? `\n\n${indentAs(indent, inner)}\n\n` : inner
}

/** An HTML element in MDX: its content is Markdown, attributes whose value is code are left out. */
function htmlElement({ name, args, kind }: Tag, inner: string | undefined, placement: Placement): string {
  const tag = name.slice(1)
  const opening = `<${tag}${args.text}>`
  const closing = `</${tag}>`
  if (inner === undefined) return kind === 'alone' && !isVoid(tag) ? opening + closing : opening
  if (/^[ \t]*\n/.test(inner)) return wrap(opening, indentAs(placement.indent, inner), closing, placement)
  // Markdown keeps the content of a line of HTML as it is, MDX renders it.
  const content = placement.isAlone && !inner.includes('\n') ? renderInline(inner) : inner
  return opening + content + closing
}

const RENDERERS: Record<string, TagRenderer> = {
  ...all('figure figureimg img image picture asset_img photo imgproc resizeimage', figure),
  ...all('highlight code codeblock sourcecode', fence),
  ...all(
    'tabs tabgroup tabset tabbox codegroup codetabs steps cards cardgroup columns column row col grid accordions accordiongroup div section container center wrap grouppicture gp gallery timeline',
    ({ inner, placement }) => (inner === undefined ? undefined : placeContent(inner, placement)),
  ),
  param: ({ tag, context }) => parameter(tag.args.list[0] ?? '', context),
  mermaid: (use) => fence(use, 'mermaid'),
  ...all('comment capture head style script set', () => ''),
  ...all('raw verbatim fragment nomarkdown math katex', ({ inner }) => inner ?? ''),
  ...all('rawhtml html', ({ inner = '', placement }) => (placement.isAlone ? block(inner) : inner)),
  // NexT's `{% label primary@text %}`.
  label: ({ tag }) => tag.args.text.replace(/^[^@]*@/, '').trim(),
  ...all('youtube youtubeembed liteyoutubeembed liteyoutube youtubelite youtubevideo', youtube),
  ...all('vimeo vimeoembed litevimeo', vimeo),
  ...all('peertube peertubeembed', peertube),
  ...all('dailymotion dailymotionembed', dailymotion),
  bilibili,
  ...all('tweet twitter x xpost tweetembed twittertweet reacttweet', tweet),
  gist: ({ tag }) => link(gistAddress(tag)),
  instagram: embed('https://www.instagram.com/p/'),
  ...all('codepen embed oembed iframe jsfiddle spotify soundcloud link_preview bookmark', embed(undefined)),
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
  ...all('pullquote centerquote cq', ({ inner, placement }) =>
    wrap('<blockquote>', inner ?? '', '</blockquote>', placement),
  ),
  ...all('tab tabitem tabpane codegroupitem step panel card', labelled),
  ...all(
    'note tip info warning danger caution important notice alert callout admonition hint aside attention error success seealso warn question bug example abstract todo message callouts',
    note,
  ),
}

function all(names: string, render: TagRenderer): Record<string, TagRenderer> {
  return Object.fromEntries(names.split(' ').map((name) => [name.replaceAll('_', ''), render]))
}
