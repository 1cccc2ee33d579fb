const PLAIN =
  'abbr address article aside b bdi bdo big blockquote br caption center cite code dd dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i kbd main mark nav p picture pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody tfoot thead tr tt u ul var wbr'.split(
    ' ',
  )

/** The elements that are kept, each with the attributes that it keeps beside those of all. */
export const KEPT = new Map<string, readonly string[]>([
  ...PLAIN.map((name): [string, string[]] => [name, []]),
  ['a', ['hreflang', 'type']],
  ['audio', ['preload']],
  ['col', ['span']],
  ['colgroup', ['span']],
  ['data', ['value']],
  ['del', ['datetime']],
  ['details', ['open']],
  ['img', ['alt', 'width', 'height', 'sizes']],
  ['ins', ['datetime']],
  ['li', ['value']],
  ['ol', ['start', 'reversed', 'type']],
  ['source', ['type', 'media', 'sizes', 'width', 'height']],
  ['td', ['colspan', 'rowspan', 'align']],
  ['th', ['colspan', 'rowspan', 'align', 'scope', 'abbr']],
  ['time', ['datetime']],
  ['track', ['kind', 'srclang', 'label', 'default']],
  ['video', ['width', 'height', 'preload']],
])
/** Elements that go with all they contain; everything else that is not kept gives way to its content. */
export const DROPPED = new Set(
  'applet area base basefont button datalist dialog frame frameset head input keygen link map meta meter nextid noembed noframes optgroup option output param progress script select style svg template textarea title xmp'.split(
    ' ',
  ),
)
/** The attributes that every element keeps. */
export const GLOBAL = ['dir', 'lang', 'title']
/** Elements in which a paragraph may stand. */
export const BLOCKS = new Set(
  'article aside blockquote center dd details div figure footer header li main nav section td th'.split(' '),
)
