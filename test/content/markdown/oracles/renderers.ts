import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judge } from '../../../feed/debian.ts'
import type { SiteName } from '../../blogs/read-blog.ts'

/** A renderer of Markdown that we did not write, as a generator has it. */
export interface Oracle {
  /** The generator, and the files of its site beside the defaults of the test. */
  site: SiteName
  files: Record<string, string>
  /** A command that succeeds where it is installed, and the package of Debian that has it. */
  probe: [command: string, args: string[]]
  debianPackage: string
  /** Renders all documents in one process. */
  render(documents: readonly string[]): string[]
}

export type OracleName = 'goldmark' | 'kramdown' | 'pelican' | 'mkdocs'

const HUGO = `baseURL = "https://b.example/"
enableEmoji = true
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
`

const KRAMDOWN = `require "kramdown"; require "kramdown-parser-gfm"; require "json"
puts JSON.generate(JSON.parse(File.read(ARGV[0])).map { |text|
  Kramdown::Document.new(text, input: "GFM", hard_wrap: false, entity_output: "as_char", syntax_highlighter: nil).to_html
})`

const PYTHON = `import json, markdown, sys
documents, extensions = json.load(open(sys.argv[1], encoding="utf-8"))
print(json.dumps([markdown.markdown(text, extensions=extensions, output_format="html") for text in documents]))`

/** The renderers by their names. */
export const ORACLES: Record<OracleName, Oracle> = {
  goldmark: {
    site: 'hugo',
    files: { 'hugo.toml': HUGO },
    probe: ['hugo', ['version']],
    debianPackage: 'hugo',
    render: renderWithHugo,
  },
  kramdown: {
    site: 'jekyll',
    files: {},
    probe: ['/usr/bin/ruby', ['-e', 'require "kramdown-parser-gfm"']],
    debianPackage: 'ruby-kramdown-parser-gfm',
    render: (documents) => judgeTexts('/usr/bin/ruby', ['-e', KRAMDOWN], documents),
  },
  // The extensions that Pelican switches on.
  pelican: python('pelican', {}, ['extra', 'codehilite']),
  // Those of MkDocs, and one that Material's sites have.
  mkdocs: python(
    'mkdocs',
    { 'mkdocs.yml': 'site_url: https://b.example/\nmarkdown_extensions: [admonition]\n' },
    ['toc', 'tables', 'fenced_code', 'admonition'],
  ),
}

function python(site: SiteName, files: Record<string, string>, extensions: string[]): Oracle {
  return {
    site,
    files,
    probe: ['/usr/bin/python3', ['-c', 'import markdown']],
    debianPackage: 'python3-markdown',
    render: (documents) => judgeTexts('/usr/bin/python3', ['-c', PYTHON], [documents, extensions]),
  }
}

function judgeTexts(command: string, args: string[], input: unknown): string[] {
  const { status, output } = judge(command, args, [JSON.stringify(input)])
  if (status !== 0) throw new Error(output)
  return JSON.parse(output)
}

function renderWithHugo(documents: readonly string[]): string[] {
  const site = mkdtempSync(join(tmpdir(), 'wireroom-hugo-'))
  try {
    mkdirSync(join(site, 'content'))
    mkdirSync(join(site, 'layouts/_default'), { recursive: true })
    writeFileSync(join(site, 'config.toml'), HUGO)
    writeFileSync(join(site, 'layouts/_default/single.html'), '{{ .Content }}')
    for (const [index, text] of documents.entries())
      writeFileSync(join(site, `content/d${index}.md`), `---\ntitle: x\n---\n${text}\n`)
    const { status, stderr, stdout } = spawnSync('hugo', ['--quiet'], { cwd: site, encoding: 'utf8' })
    if (status !== 0) throw new Error(stdout + stderr)
    return documents.map((_, index) => readFileSync(join(site, `public/d${index}/index.html`), 'utf8'))
  } finally {
    rmSync(site, { recursive: true, force: true })
  }
}
