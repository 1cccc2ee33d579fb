import { readMention } from '../media/mentions.ts'
import { isSiteMedia } from '../media/site-files.ts'
import { resolveFile } from './file-rule.ts'
import type { Library } from './library.ts'

/** The paths that the files outside of the folder may have which articles mention; nothing that is hidden for ever names any. */
export function* findMentioned({ site, articles }: Library): Iterable<string> {
  if (!site.generator?.files) return
  for (const { path: from, hidden, mentions = [] } of articles) {
    if (hidden !== undefined) continue
    for (const mention of mentions)
      for (const reference of readMention(mention))
        if (isSiteMedia(reference))
          for (const path of resolveFile(site, from.normalize('NFC'), reference))
            if (path !== undefined) yield path
  }
}
