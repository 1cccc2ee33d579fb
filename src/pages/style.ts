/** The style of all pages. */
export const STYLE =
  'body{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}h2{font-size:1.1rem;margin:1.5rem 0 0}ul{list-style:none;padding:0;margin:0}li{display:inline-block;margin-inline-end:1.25rem}pre{overflow-x:auto}'

/** The digest of the style as CSP writes it; without it, a browser does not apply the style. */
export const STYLE_HASH = 'sha256-ByREGXqjKN6qcd5PNXZdQjv8FzLObfWsgIoeW6ItJEc='
