import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Debian's Chromium; tests of pages are skipped where there is none. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)

if (CHROMIUM === undefined)
  console.warn('SKIPPED: the tests of pages in a browser, because there is no Chromium. Install `chromium`.')

/** Starts the browser without a window, and without requests of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM!,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

/** What happened in a page since it was opened. */
export interface Happenings {
  /** Messages of the console, errors and dialogs, whatever they say. */
  messages: string[]
  /** Addresses of other hosts that the page asked. */
  strangers: string[]
}

/** A tab of the browser that notes what happens in it. */
export interface Watched {
  page: Page
  happened: Happenings
  /** Begins anew, for the next page; returns what is noted from now on. */
  forget(): Happenings
}

/** Notes all that a page says, and keeps it from asking other hosts. */
export async function watchPage(page: Page, own: string): Promise<Watched> {
  let happened: Happenings = { messages: [], strangers: [] }
  page.on('console', (message) => happened.messages.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => happened.messages.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    happened.messages.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.route('**/*', (route) => {
    const url = route.request().url()
    if (url.startsWith(`${own}/`) || url.startsWith('data:')) return route.continue()
    happened.strangers.push(url)
    return route.abort()
  })
  return {
    page,
    happened,
    forget() {
      happened = { messages: [], strangers: [] }
      return happened
    },
  }
}
