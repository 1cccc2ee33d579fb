import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setPriority } from 'node:os'

// Subscribers have machines of their own: here, they take what the others leave.
setPriority(10)

/** A host with any number of callbacks, which answers at once, and tells at `/arrivals` what came: how often, the first and the last time. */
const paths = new Set<string>()
let [first, last, count] = [0, 0, 0]
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
  if (pathname === '/arrivals') {
    if (request.method === 'DELETE') {
      paths.clear()
      first = last = count = 0
    }
    response.end(JSON.stringify({ count, distinct: paths.size, first, last }))
    return
  }
  if (request.method === 'GET') {
    response.end(searchParams.get('hub.challenge'))
    return
  }
  request.resume().on('end', () => {
    last = performance.timeOrigin + performance.now()
    first ||= last
    count++
    paths.add(pathname)
    response.end()
  })
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
