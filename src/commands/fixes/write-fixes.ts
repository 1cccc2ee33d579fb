import { confirm, isCancel } from '@clack/prompts'
import { rewriteFile } from '../../node/rewrite-file.ts'
import { renderDiff } from '../../preview/fixes/diff.ts'
import type { FixPlan } from './plan-fixes.ts'

/** How fixes are applied: shown only, after a question, or at once. */
export interface FixMode {
  fix: boolean
  yes: boolean
  isInteractive: boolean
}

/** Shows the edits as a diff and writes them where that is wanted. Resolves to whether any file was written. */
export async function applyFixes(
  root: string,
  { rewrites, pattern, unfixed }: FixPlan,
  mode: FixMode,
  log: (line: string) => void,
): Promise<boolean> {
  log('')
  if (pattern)
    log(
      `\`permalinks: ${pattern.text}\` explains ${pattern.explained} of ${pattern.wrong} addresses that differ:`,
    )
  for (const { path, before, after } of rewrites)
    for (const line of renderDiff(path, before === '' ? undefined : before, after)) log(line)
  for (const { article, id, url } of unfixed)
    log(`${article.path}: no line of front matter keeps ${id ?? url}`)
  if (rewrites.length === 0) {
    if (unfixed.length === 0) log('There is nothing to fix.')
    return false
  }
  const files = rewrites.length === 1 ? '1 file' : `${rewrites.length} files`
  if (!mode.fix || !(await mayWrite(files, mode))) {
    log(`Nothing is written. ${mode.fix ? '--fix --yes' : '--fix'} would write ${files}.`)
    return false
  }
  const failed = rewrites.flatMap((rewrite) => {
    const reason = rewriteFile(root, rewrite)
    return reason === undefined ? [] : `${rewrite.path} is not written: ${reason}`
  })
  for (const line of failed) log(line)
  const written = rewrites.length - failed.length
  log(written === 1 ? '1 file is written.' : `${written} files are written.`)
  return written > 0
}

async function mayWrite(files: string, { yes, isInteractive }: FixMode): Promise<boolean> {
  if (yes || !isInteractive) return yes
  const answer = await confirm({ message: `Write ${files}?`, initialValue: false })
  return !isCancel(answer) && answer
}
