/** The path of the stylesheet of all pages. */
export const STYLESHEET_PATH = 'wireroom.css'

/** The path of the stylesheet of the pages to subscribe. */
export const SUBSCRIBE_STYLESHEET_PATH = 'wireroom-subscribe.css'
