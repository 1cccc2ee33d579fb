const encoder = new TextEncoder()
const decoder = new TextDecoder()
const LINE_FEED = 10

/** Joins byte strings into one, from which each can be taken: a line says how long they are. */
export function joinMembers(members: readonly Uint8Array[]): Uint8Array {
  const head = encoder.encode(`${JSON.stringify(members.map(({ length }) => length))}\n`)
  const joined = new Uint8Array(members.reduce((length, member) => length + member.length, head.length))
  let end = 0
  for (const part of [head, ...members]) {
    joined.set(part, end)
    end += part.length
  }
  return joined
}

/** The members that were joined, without copying them. */
export function splitMembers(joined: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  let end = joined.indexOf(LINE_FEED) + 1
  const lengths: number[] = JSON.parse(decoder.decode(joined.subarray(0, end)))
  return lengths.map((length) => {
    end += length
    return joined.subarray(end - length, end)
  })
}

/** The text of a member, whether it is compressed with gzip or not. */
export async function readMember(member: Uint8Array<ArrayBuffer>): Promise<string> {
  // RFC 1952 2.3.1; no text in UTF-8 begins with these bytes.
  if (!(member[0] === 0x1f && member[1] === 0x8b)) return decoder.decode(member)
  const body = new Response(member).body!
  return new Response(body.pipeThrough(new DecompressionStream('gzip'))).text()
}
