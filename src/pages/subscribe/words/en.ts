/** The words that only the subscribe pages have; the keys are those of every language. */
export const SUBSCRIBE_EN = {
  whatIsPodcast:
    'The feed of this podcast is an address that tells your podcast app when a new episode is published. Copy it into the app once, and new episodes come to you: without an account and without tracking.',
  recommended: 'recommended',
  showJson: 'Show the JSON',
  otherFormats: 'Other formats',
  openInReader: 'Open in a reader',
  onWeb: 'On the web',
  onDevice: 'On this device',
  reader: 'Reader',
  hostExample: 'Only the host, such as reader.example.org',
  onPhone: 'On your phone',
  scan: 'Point the camera of your phone at it.',
  latestEpisodes: 'Latest episodes',
  headSnippet: 'For the head of a page, where readers look for feeds',
  linkSnippet: 'A link for people',
}

/** The words in place of the redirect to somebody's own reader; apart from the others, because the Worker has these alone. */
export const GO_EN = {
  cannotOpen: 'Your reader cannot be opened',
  unknownReader: 'The form has no such reader.',
  unknownFeed: 'There is no such feed here.',
  wrongHost:
    'The address of a reader is a host, such as reader.example.org or https://reader.example.org:8080, and nothing else.',
  leaving: 'This link leads to another site',
  leavingTo: 'Go on only if this is the address of your own reader:',
  back: 'Back to the subscribe page',
}

/** The words of the subscribe pages in one language. */
export type SubscribeWords = Readonly<Record<keyof typeof SUBSCRIBE_EN, string>>

/** The words in place of the redirect in one language. */
export type GoWords = Readonly<Record<keyof typeof GO_EN, string>>
