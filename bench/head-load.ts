import { connect } from 'node:net'

// wrk waits for the body that HEAD does not have, so this counts the answers to HEAD on 32 connections.
const [, , url, seconds] = process.argv as string[]
const { hostname, port, pathname, host } = new URL(url!)
const request = `HEAD ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`
let answers = 0
for (let connection = 0; connection < 32; connection++) {
  const socket = connect(Number(port), hostname, () => socket.write(request))
  socket.setEncoding('latin1')
  let rest = ''
  socket.on('data', (chunk: string) => {
    rest += chunk
    if (!rest.endsWith('\r\n\r\n')) return
    rest = ''
    answers++
    socket.write(request)
  })
}
setTimeout(() => {
  console.log(`${answers} requests in ${seconds}s`)
  process.exit(0)
}, Number(seconds) * 1000)
