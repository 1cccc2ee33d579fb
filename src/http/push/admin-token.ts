/** A shorter password of the page for the publisher could be guessed. */
export const MIN_TOKEN_LENGTH = 16
