import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { instantOf, type Reading, textOfHtml, tidy } from './reading.ts'

/** Skips the test, and says so, where a tool of Debian is not installed. */
export function requireTool(
  context: TestContext,
  command: string,
  args: string[],
  debianPackage: string,
): void {
  if (spawnSync(command, args).status === 0) return
  console.warn(
    `SKIPPED for want of ${command}: "${context.task.name}". Install the package ${debianPackage}.`,
  )
  context.skip(`${command} is not installed`)
}

/** What a command says of the documents, each in a file of its own; one process for all. */
export function judge(
  command: string,
  args: string[],
  documents: string[],
): { status: number; output: string } {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-judge-'))
  try {
    const names = documents.map((document, index) => {
      const name = `${index}.xml`
      writeFileSync(join(directory, name), document)
      return name
    })
    const { status, stdout, stderr } = spawnSync(command, [...args, ...names], {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 1e9,
    })
    return { status: status ?? 127, output: stdout + stderr }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const FEEDPARSER = `
import feedparser, json, sys
def read(name):
    with open(name, "rb") as file:
        d = feedparser.parse(file.read(), sanitize_html=False, resolve_relative_uris=False)
    f = d.feed
    return {"bozo": str(d.get("bozo_exception", "")), "id": f.get("id"), "title": f.get("title"),
        "description": f.get("subtitle"), "link": f.get("link"), "language": f.get("language"),
        "copyright": f.get("rights"), "updated": f.get("updated"), "items": [{
            "id": e.get("id"), "link": e.get("link"), "title": e.get("title"), "summary": e.get("summary"),
            "content": (e.get("content") or [{}])[0].get("value"), "published": e.get("published"),
            "updated": e.get("updated"), "authors": [a.get("name") for a in e.get("authors", []) if a],
            "categories": [{"term": t.term, "scheme": t.scheme} for t in e.get("tags", [])],
            "enclosures": [{"url": l.href, "type": l.type, "length": l.get("length")} for l in e.enclosures],
            "media": e.get("media_content", []), "thumbnails": e.get("media_thumbnail", []),
            "credits": [c.get("content") for c in e.get("media_credit", [])],
            "language": e.get("language") or e.get("updated_detail", e.get("title_detail", {})).get("language"),
        } for e in d.entries]}
print(json.dumps([read(name) for name in sys.argv[1:]]))
`

/** What feedparser makes of RSS or Atom documents. */
export function readWithFeedparser(documents: string[], format: 'rss' | 'atom'): Reading[] {
  const { status, output } = judge('/usr/bin/python3', ['-c', FEEDPARSER], documents)
  if (status !== 0) throw new Error(output)
  return JSON.parse(output).map((feed: RawFeed) => fromFeedparser(feed, format))
}

type RawFeed = Record<string, string | null> & { items: RawItem[] }
interface RawItem {
  [key: string]: unknown
  categories: { term: string; scheme: string | null }[]
  enclosures: { url: string; type: string; length: string | null }[]
  authors: string[]
  /** Attributes, by their names in small letters. */
  media: Record<string, string>[]
  thumbnails: Record<string, string>[]
  credits: string[]
}

function fromFeedparser(feed: RawFeed, format: 'rss' | 'atom'): Reading {
  if (feed.bozo) throw new Error(`feedparser says ${feed.bozo}`)
  const number = (value: string | undefined) => (value === undefined ? undefined : Number(value))
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return tidy({
    id: format === 'atom' ? text(feed.id) : undefined,
    title: text(feed.title),
    description: text(feed.description),
    link: text(feed.link),
    language: text(feed.language),
    copyright: text(feed.copyright),
    updated: instantOf(text(feed.updated)),
    items: feed.items.map((item) => ({
      id: text(item.id),
      link: text(item.link),
      title: text(item.title),
      summary: format === 'rss' ? textOfHtml(text(item.summary)) : text(item.summary),
      contentHtml: text(item.content),
      published: instantOf(text(item.published)),
      updated: instantOf(text(item.updated) ?? text(item.published)),
      authors: item.authors,
      categories: item.categories.map(({ term, scheme }) => (scheme === null ? { term } : { term, scheme })),
      enclosures: item.enclosures.map(({ url, type, length }) => ({
        url,
        type,
        length: length === null ? undefined : Number(length),
      })),
      media: item.media.map(({ url, type, medium, filesize, duration, width, height, lang }) => ({
        url,
        type,
        medium,
        fileSize: number(filesize),
        duration: number(duration),
        width: number(width),
        height: number(height),
        lang,
      })),
      thumbnails: item.thumbnails.map(({ url, width, height }) => ({
        url,
        width: number(width),
        height: number(height),
      })),
      credits: item.credits,
      language: item.language === feed.language ? undefined : text(item.language),
    })),
  })
}
