import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import matter from 'gray-matter'

// The least that any generator built on gray-matter does: read every file and split it.
const directory = process.argv[2]!
let articles = 0
for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.md')) continue
  const { data } = matter(readFileSync(join(directory, path), 'utf8'), {})
  if (data.title) articles++
}
console.log(articles)
