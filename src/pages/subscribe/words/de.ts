import type { GoWords, SubscribeWords } from './en.ts'

export const SUBSCRIBE_DE: SubscribeWords = {
  whatIsPodcast:
    'Der Feed dieses Podcasts ist eine Adresse, die Ihrer Podcast-App meldet, wenn eine neue Folge erscheint. Kopieren Sie sie einmal in die App, und neue Folgen kommen von selbst zu Ihnen: ohne Konto und ohne Tracking.',
  recommended: 'empfohlen',
  showJson: 'JSON anzeigen',
  otherFormats: 'Andere Formate',
  openInReader: 'In einem Feedreader öffnen',
  onWeb: 'Im Web',
  onDevice: 'Auf diesem Gerät',
  reader: 'Feedreader',
  hostExample: 'Nur der Host, etwa reader.example.org',
  onPhone: 'Auf dem Telefon',
  scan: 'Richten Sie die Kamera Ihres Telefons darauf.',
  latestEpisodes: 'Neueste Folgen',
  headSnippet: 'Für den Kopf einer Seite, wo Feedreader nach Feeds suchen',
  linkSnippet: 'Ein Link für Menschen',
}

export const GO_DE: GoWords = {
  cannotOpen: 'Ihr Feedreader lässt sich nicht öffnen',
  unknownReader: 'Diesen Feedreader hat das Formular nicht.',
  unknownFeed: 'Diesen Feed gibt es hier nicht.',
  wrongHost:
    'Die Adresse eines Feedreaders ist ein Host, etwa reader.example.org oder https://reader.example.org:8080, und nichts weiter.',
  leaving: 'Dieser Link führt auf eine andere Website',
  leavingTo: 'Gehen Sie nur weiter, wenn das die Adresse Ihres eigenen Feedreaders ist:',
  back: 'Zurück zur Seite zum Abonnieren',
}
