/** The page of a video on YouTube where the address is that of its player; any other address as it is. */
export function toWatchPage(address: string): string {
  return address.replace(
    /^https:\/\/www\.youtube(?:-nocookie)?\.com\/embed\/([\w-]+).*$/,
    'https://www.youtube.com/watch?v=$1',
  )
}
