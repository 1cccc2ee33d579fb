import { comingChanges, type Library } from '../../content/library/library.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Editions } from '../../feed/editions/editions.ts'
import { folderOf, type Scope } from '../../feed/scope.ts'
import type { IndexName } from '../indexes/index-folders.ts'
import { SUBSCRIBE_FOLDER } from '../subscribe/addresses.ts'

/** A link to a list page, or to the page to subscribe where that is the only one. */
export interface ScopeLink {
  title: string
  /** From the site's root, percent-encoded; empty for the front page. */
  folder: string
  language: string
}

/** What every page links to at an instant: the sections with a public article, the languages if there are several, and the lists of everything. */
export interface Navigation {
  sections: readonly ScopeLink[]
  languages: readonly ScopeLink[]
  indexes: readonly IndexName[]
}

/** The navigation over time. */
export interface Navigations {
  at(now: Instant): Navigation
  /** Equal keys mean equal navigations. */
  keyAt(now: Instant): string
  /** When the navigation of `now` came into force; 0 if it always was. */
  since(now: Instant): Instant
  /** The instants after `now` at which the navigation changes. */
  changes(now: Instant): Instant[]
}

interface State {
  from: Instant
  key: string
  navigation: Navigation
}

export function createNavigations(
  library: Library,
  editions: Editions,
  indexes: (now: Instant) => IndexName[],
): Navigations {
  let known: { from: Instant; states: State[] } | undefined
  return {
    at: (now) => stateAt(now).navigation,
    keyAt: (now) => stateAt(now).key,
    since: (now) => {
      const { from } = stateAt(now)
      return from === known!.from ? 0 : from
    },
    changes: (now) => statesFrom(now).flatMap(({ from }) => (from > now ? [from] : [])),
  }

  function stateAt(now: Instant): State {
    return statesFrom(now).findLast(({ from }) => from <= now)!
  }

  /** All states from the first instant that anybody asked about; looking ahead once is cheaper than at each change. */
  function statesFrom(now: Instant): State[] {
    if (known && known.from <= now) return known.states
    const states: State[] = []
    for (const from of [now, ...comingChanges(library, now)]) {
      const navigation = navigationAt(from)
      const key = JSON.stringify(navigation)
      if (states.at(-1)?.key !== key) states.push({ from, key, navigation })
    }
    known = { from: now, states }
    return states
  }

  function navigationAt(from: Instant): Navigation {
    const scopes = editions.scopes(from, ['language'])
    const sections = scopes.filter(({ section, facet }) => section !== '' && !facet)
    const languages = scopes.filter(({ section, facet }) => section === '' && facet?.kind === 'language')
    return {
      sections: sections.filter(({ section }) => !section.includes('/')).map(toLink),
      languages: languages.length > 1 ? languages.map(toLink) : [],
      indexes: library.site.pages ? indexes(from) : [],
    }
  }

  function toLink(scope: Scope): ScopeLink {
    const { title, language } = editions.describe(scope)
    const page = library.site.pages ? '' : SUBSCRIBE_FOLDER
    return { title, folder: folderOf(scope) + page, language }
  }
}
