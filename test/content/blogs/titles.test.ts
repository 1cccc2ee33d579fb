import { describe, expect, it } from 'vitest'
import { smarten } from '../../../src/content/markdown/dialects/typographer.ts'
import { judge, requireTool } from '../../feed/debian.ts'
import { readBlog, type SiteName } from './read-blog.ts'

/** The title and the summary of an article with these lines, and the warnings of its title. */
function readLines(name: SiteName, title: string, description = title) {
  const header = `title: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\ndate: 2024-01-02`
  const blog = readBlog(name, { 'a.md': `---\n${header}\n---\nText.\n` })
  return {
    title: blog.title('a.md'),
    summary: blog.summary('a.md'),
    problems: blog.problems.filter((line) => line.includes(' value ')),
  }
}

describe('titles and summaries with markup', () => {
  it.each<[SiteName, typed: string, title: string, summary: string]>([
    // jekyll-feed: `post.title | smartify | strip_html`, and `post.description | strip_html`.
    ['jekyll', 'An <em>old</em> mill &mdash; &amp; more', 'An old mill — & more', 'An old mill — & more'],
    ['jekyll', '"Quoted" -- it\'s...', '“Quoted” – it’s…', '"Quoted" -- it\'s...'],
    ['jekyll', 'Why 1 < 2 & 3 > 2, <3', 'Why 1 < 2 & 3 > 2, <3', 'Why 1 < 2 & 3 > 2, <3'],
    ['jekyll', '**Bold** &xyzzy;', '**Bold** &xyzzy;', '**Bold** &xyzzy;'],
    ['jekyll', '<br>', '<br>', '<br>'],
    // Pelican: `Markup(item.title).striptags()`.
    ['pelican', 'An <em>old</em> "mill" &mdash; x', 'An old "mill" — x', 'An old "mill" — x'],
  ])('%s: %j is shown as its feed does', (name, typed, title, summary) => {
    expect(readLines(name, typed)).toEqual({ title, summary, problems: [] })
  })

  it.each<[SiteName, string]>([
    ['hugo', 'An <em>old</em> mill'],
    ['none', 'A mill &mdash; and more'],
  ])('%s: %j stays to the letter, with a warning', (name, typed) => {
    expect(readLines(name, typed, 'x')).toEqual({
      title: typed,
      summary: 'x',
      problems: [expect.stringMatching(/a\.md:2 value The title has HTML, and feeds show it to the letter$/)],
    })
  })

  it.each(['Option<T> in Rust', 'The <div> element', 'AT&T & <3', 'a &b; c'])(
    '%j is no markup where titles are text',
    (typed) => {
      expect(readLines('hugo', typed, 'x')).toEqual({ title: typed, summary: 'x', problems: [] })
    },
  )

  it('are made of the name of a file where Jekyll and Docusaurus make them', () => {
    const post = '---\ndate: 2024-01-02\n---\nText.\n'
    expect(readBlog('jekyll', { 'a-long-NAME.md': post }).title('a-long-NAME.md')).toBe('A Long Name')
    const docs = readBlog('docusaurus', { '2024/01-02-a-name.md': post })
    expect(docs.title('2024/01-02-a-name.md')).toBe('a-name')
  })

  it('are as smart as kramdown makes them', (context) => {
    requireTool(context, '/usr/bin/ruby', ['-e', 'require "kramdown"'], 'ruby-kramdown')
    const titles = [
      '"Quoted" and \'single\'',
      "It's the '90s, isn't it?",
      'A -- B --- C ... D',
      '<< x >> and "a "b" c"',
      '("in brackets") -"dash"',
      '12" and 5\' tall',
      '"Ends with a stop."',
      "Rock 'n' roll",
    ]
    const script = `require "kramdown"; require "json"
class Kramdown::Parser::SmartOnly < Kramdown::Parser::Kramdown
  def initialize(source, options); super; @block_parsers = [:paragraph]; @span_parsers = [:smart_quotes, :typographic_syms]; end
end
puts JSON.dump(JSON.parse(File.read(ARGV[0])).map { |t| Kramdown::Document.new(t, input: "SmartOnly", entity_output: "as_char").to_html.strip.gsub(/<\\/?p>/, "").gsub("&lt;", "<").gsub("&gt;", ">").gsub("&amp;", "&") })`
    const { output } = judge('/usr/bin/ruby', ['-e', script], [JSON.stringify(titles)])
    expect(titles.map(smarten)).toEqual(JSON.parse(output))
  })
})
