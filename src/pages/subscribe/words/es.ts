import type { GoWords, SubscribeWords } from './en.ts'

export const SUBSCRIBE_ES: SubscribeWords = {
  whatIsPodcast:
    'El canal de este pódcast es una dirección que avisa a su aplicación de pódcasts cuando se publica un episodio nuevo. Cópiela una sola vez en la aplicación y los episodios nuevos le llegarán solos: sin cuenta y sin rastreo.',
  recommended: 'recomendado',
  showJson: 'Mostrar el JSON',
  otherFormats: 'Otros formatos',
  openInReader: 'Abrir en un lector',
  onWeb: 'En la web',
  onDevice: 'En este dispositivo',
  reader: 'Lector',
  hostExample: 'Solo el servidor, por ejemplo reader.example.org',
  onPhone: 'En su teléfono',
  scan: 'Apunte a él con la cámara de su teléfono.',
  latestEpisodes: 'Últimos episodios',
  headSnippet: 'Para la cabecera de una página, donde los lectores buscan canales',
  linkSnippet: 'Un enlace para personas',
}

export const GO_ES: GoWords = {
  cannotOpen: 'No se puede abrir su lector',
  unknownReader: 'El formulario no tiene ese lector.',
  unknownFeed: 'Ese canal no existe aquí.',
  wrongHost:
    'La dirección de un lector es un servidor, por ejemplo reader.example.org o https://reader.example.org:8080, y nada más.',
  leaving: 'Este enlace lleva a otro sitio',
  leavingTo: 'Siga solo si esta es la dirección de su propio lector:',
  back: 'Volver a la página de suscripción',
}
