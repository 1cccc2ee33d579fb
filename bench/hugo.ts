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
