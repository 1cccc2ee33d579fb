/** The query with which a browser shows a feed itself instead of its subscribe page. */
export const SOURCE_QUERY = 'view=source'

/** The path that the form for readers on servers of their own leads to. */
export const GO_PATH = 'subscribe/go'

/** The folder of the subscribe page, below the folder of a feed. */
export const SUBSCRIBE_FOLDER = 'subscribe/'
