import { decodeText } from '../../node/folder/read-text.ts'

/** More bytes than a text has that a person wrote. */
const MAX_BYTES = 5_000_000

/** The text of a source: UTF-8, or what its byte order mark or `encoding` names. Throws where it is not certain. */
export function decodeSource(bytes: Buffer, encoding: string | undefined): string {
  if (bytes.length > MAX_BYTES) throw new Error(`It has ${bytes.length} bytes, so it is not wire copy`)
  try {
    return decodeText(bytes)
  } catch (error) {
    if (encoding === undefined)
      throw new Error(
        `It is ${(error as Error).message}. Name its encoding, as in --encoding windows-1252, or save it as UTF-8`,
      )
    return decodeAs(bytes, encoding)
  }
}

function decodeAs(bytes: Buffer, encoding: string): string {
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new Error(`Nobody knows an encoding "${encoding}"; name one such as windows-1252 or iso-8859-6`)
  }
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Error(`It is not in the encoding ${encoding}`)
  }
}
