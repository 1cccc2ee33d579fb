/** The lists of everything, by the word that names them, and where they are. */
export const INDEX_FOLDERS = { allArticles: 'years/', tags: 'tags/', authors: 'authors/' } as const

/** A list of everything. */
export type IndexName = keyof typeof INDEX_FOLDERS
