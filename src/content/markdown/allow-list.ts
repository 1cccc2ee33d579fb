const PLAIN =
  'abbr address article aside b bdi bdo big blockquote br caption center cite code dd dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i kbd main mark nav p picture pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody tfoot thead tr tt u ul var wbr'.split(
    ' ',
  )

/** The allowed elements by name, each with its allowed attributes besides those in `GLOBAL`. */
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
/** Elements that are removed with their content; every other element outside `KEPT` is replaced by its content. */
export const DROPPED = new Set(
  'applet area base basefont button datalist dialog frame frameset head input keygen link map meta meter nextid noembed noframes optgroup option output param progress script select style svg template textarea title xmp'.split(
    ' ',
  ),
)
/** Attributes that are allowed on every element. */
export const GLOBAL = ['dir', 'lang', 'title']
/** Elements that may contain a paragraph. */
export const BLOCKS = new Set(
  'article aside blockquote center dd details div figure footer header li main nav section td th'.split(' '),
)
