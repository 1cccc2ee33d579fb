import { documentPaths, read } from './guides.ts'

/** A command in a document. */
export interface ShellLine {
  /** As it stands there, without a comment. */
  text: string
  /** The paths of the documents. */
  paths: string[]
}

const COMMAND = /^(?:[A-Z_]+=\S* )*(?:npm|npx|wireroom)\b/

/** The commands in the shell blocks of all documents, each once; `a && b` are two. */
export function shellLines(): ShellLine[] {
  const found = new Map<string, string[]>()
  for (const path of documentPaths())
    for (const line of codeLines(read(path)))
      for (const text of line.replace(/\s+#(?: .*)?$/, '').split(' && '))
        if (COMMAND.test(text)) found.set(text, [...new Set([...(found.get(text) ?? []), path])])
  return [...found].map(([text, paths]) => ({ text, paths }))
}

/** The lines of shell blocks, and of blocks that are indented by four blanks. */
function codeLines(text: string): string[] {
  const fenced = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, code]) => code!.split('\n'))
  const others = text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^ {4}(\S.*)$/gm)
  return [...fenced, ...[...others].map(([, line]) => line!)]
}

/** The words of a command as a shell reads them: quotes hold words together. */
export function wordsOf(line: string): string[] {
  return (line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ''))
}
