import type { GoWords, SubscribeWords } from './en.ts'

export const SUBSCRIBE_FR: SubscribeWords = {
  whatIsPodcast:
    'Le flux de ce podcast est une adresse qui signale chaque nouvel épisode à votre application de podcasts. Copiez-la une seule fois dans l’application et les nouveaux épisodes viendront à vous\u00a0: sans compte et sans pistage.',
  recommended: 'conseillé',
  showJson: 'Afficher le JSON',
  otherFormats: 'Autres formats',
  openInReader: 'Ouvrir dans un lecteur',
  onWeb: 'Sur le web',
  onDevice: 'Sur cet appareil',
  reader: 'Lecteur',
  hostExample: 'L’hôte seul, par exemple reader.example.org',
  onPhone: 'Sur votre téléphone',
  scan: 'Visez-le avec l’appareil photo de votre téléphone.',
  latestEpisodes: 'Derniers épisodes',
  headSnippet: 'Pour l’en-tête d’une page, où les lecteurs cherchent les flux',
  linkSnippet: 'Un lien pour les gens',
}

export const GO_FR: GoWords = {
  cannotOpen: 'Votre lecteur ne peut pas être ouvert',
  unknownReader: 'Le formulaire n’a pas ce lecteur.',
  unknownFeed: 'Ce flux n’existe pas ici.',
  wrongHost:
    'L’adresse d’un lecteur est un hôte, par exemple reader.example.org ou https://reader.example.org:8080, et rien d’autre.',
  leaving: 'Ce lien mène à un autre site',
  leavingTo: 'Ne continuez que si c’est l’adresse de votre propre lecteur :',
  back: 'Retour à la page d’abonnement',
}
