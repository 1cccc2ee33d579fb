/** Turns the address of an embedded YouTube player into that of the video's page; other addresses stay unchanged. */
export function toWatchPage(address: string): string {
  return address.replace(
    /^https:\/\/www\.youtube(?:-nocookie)?\.com\/embed\/([\w-]+).*$/s,
    'https://www.youtube.com/watch?v=$1',
  )
}
