import { parentPort } from 'node:worker_threads'
import { parseArticle } from '../../content/article/article.ts'
import { renderBody } from '../../content/body/body.ts'
import { advance, BEGUN, DONE, type Trial } from './trial.ts'

/** Parses and renders an article for the time that it takes; the result is of no use, because it depends on other files. */
function attempt({ path, source, site }: Trial): void {
  const { article } = parseArticle({ path, source, hash: '' }, site, () => undefined)
  if (article)
    renderBody(article, site, { hasFile: () => true, findArticle: () => undefined, isLeftOut: () => false })
}

parentPort?.on('message', (trial: Trial) => {
  advance(trial.progress, BEGUN)
  try {
    attempt(trial)
  } catch {
    // The thread that asks meets the mistake again, and names the file.
  }
  advance(trial.progress, DONE)
})
