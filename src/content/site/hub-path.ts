/** The path of our own hub. The Worker needs it, and nothing else of the settings. */
export const HUB_PATH = 'hub'
