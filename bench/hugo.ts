import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CONFIG = `baseURL = "http://localhost/"
title = "Bench"
disableKinds = ["section", "taxonomy", "term", "sitemap", "robotsTXT", "404"]
[outputs]
home = ["RSS"]
[[cascade]]
[cascade._build]
render = "never"
[cascade._target]
kind = "page"
`

const TEMPLATE = `<rss version="2.0"><channel><title>{{ .Site.Title }}</title><link>{{ .Permalink }}</link>
{{ range first 20 .Site.RegularPages.ByDate.Reverse -}}
<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><description>{{ .Content | html }}</description></item>
{{ end }}</channel></rss>
`

export function hasHugo(): boolean {
  return spawnSync('hugo', ['version']).error === undefined
}

/** Milliseconds that Hugo takes to make the RSS feed of a folder with 20 items in full, and nothing else: no page is written. */
export function timeHugo(articles: string): number {
  const site = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  mkdirSync(join(site, 'layouts'))
  writeFileSync(join(site, 'config.toml'), CONFIG)
  writeFileSync(join(site, 'layouts/index.rss.xml'), TEMPLATE)
  const start = performance.now()
  const { status, stderr } = spawnSync('hugo', ['--quiet', '--source', site, '--contentDir', articles], {
    encoding: 'utf8',
  })
  const time = performance.now() - start
  const feed = status === 0 ? readFileSync(join(site, 'public/index.xml'), 'utf8') : ''
  if (feed.split('<item>').length !== 21) throw new Error(`Hugo made no feed: ${stderr}`)
  rmSync(site, { recursive: true })
  return time
}

const SITE_CONFIG = `baseURL = "https://bench.example/"
title = "Bench"
disableKinds = ["robotsTXT", "404"]
[outputs]
home = ["HTML", "RSS", "JSON"]
section = ["HTML", "RSS", "JSON"]
taxonomy = ["HTML", "RSS", "JSON"]
term = ["HTML", "RSS", "JSON"]
[pagination]
pagerSize = 20
[taxonomies]
tag = "tags"
author = "author"
`

const PAGES_CONFIG = `baseURL = "https://bench.example/"
title = "Bench"
disableKinds = ["section", "taxonomy", "term", "sitemap", "robotsTXT", "404"]
[outputs]
home = ["RSS"]
`

const PAGES = '{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}'

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">{{ end }}</head>
<body><h1>{{ .Title }}</h1>`

const PAGE_END = `</body></html>
`

const LIST = `${PAGE}<ul>${PAGES}{{ range first 20 $pages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date }} {{ .Params.summary }}</li>{{ end }}</ul>${PAGE_END}`

const PAGES_RSS = PAGES + TEMPLATE.replace('.Site.RegularPages', () => '$pages')

const FEED_JSON = `${PAGES}{"version":"https://jsonfeed.org/version/1.1","title":{{ .Title | jsonify }},"items":[{{ range $i, $page := first 20 $pages.ByDate.Reverse }}{{ if $i }},{{ end }}{"id":{{ .Permalink | jsonify }},"url":{{ .Permalink | jsonify }},"title":{{ .Title | jsonify }},"content_html":{{ .Content | jsonify }},"date_published":{{ .Date.Format "2006-01-02T15:04:05Z07:00" | jsonify }}}{{ end }}]}
`

/** A site of Hugo with a page of each article, and, unless it is of pages alone, with lists, RSS and JSON Feed of the site, its sections, tags and authors. */
export function prepareHugoSite(articles: string, hasPagesAlone = false) {
  const site = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const output = join(site, 'public')
  mkdirSync(join(site, 'layouts/_default'), { recursive: true })
  writeFileSync(join(site, 'config.toml'), hasPagesAlone ? PAGES_CONFIG : SITE_CONFIG)
  const layouts = {
    'single.html': `${PAGE}<time>{{ .Date }}</time>{{ .Content }}${PAGE_END}`,
    'list.html': LIST,
    'list.rss.xml': PAGES_RSS,
    'list.json.json': FEED_JSON,
  }
  for (const [name, text] of Object.entries(layouts))
    writeFileSync(join(site, 'layouts/_default', name), text)
  return {
    output,
    /** Returns the milliseconds that it took. */
    build(): number {
      const start = performance.now()
      const { status, stderr } = spawnSync(
        'hugo',
        ['--quiet', '--source', site, '--contentDir', articles, '--destination', output],
        { encoding: 'utf8' },
      )
      const time = performance.now() - start
      const feed = status === 0 ? readFileSync(join(output, 'index.xml'), 'utf8') : ''
      if (feed.split('<item>').length !== 21) throw new Error(`Hugo made no feed: ${stderr}`)
      return time
    },
    remove: () => rmSync(site, { recursive: true }),
  }
}
