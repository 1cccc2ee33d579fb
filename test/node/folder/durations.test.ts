import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileCommand } from '../../../src/commands/compile/compile.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { startServer } from '../../../src/server.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

/** ISO 11172-3: frames of MPEG 1, layer III, 128 kbit/s, 44.1 kHz; each lasts 1152 samples. */
function mp3(frames: number): Buffer {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x64])
  return Buffer.concat(Array<Buffer>(frames).fill(frame))
}

/** ISO 14496-12 4.2. */
function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

const SAMPLES = 44_100

/** A box whose version, flags and times are zero, before a timescale and a duration in it. */
function timed(type: string, scaleAt: number, length: number, seconds: number): Buffer {
  const content = Buffer.alloc(length)
  content.writeUInt32BE(SAMPLES, scaleAt)
  content.writeUInt32BE(seconds * SAMPLES, scaleAt + 4)
  return box(type, content)
}

/** A file of MPEG 4 with one track of sound whose header says that it lasts so long, and that has no samples. */
function m4a(seconds: number): Buffer {
  const track = Buffer.alloc(84)
  track.writeUInt32BE(1, 12)
  const handler = Buffer.alloc(25)
  handler.write('soun', 8, 'latin1')
  const sound = Buffer.alloc(28)
  sound.writeUInt16BE(SAMPLES, 24)
  const description = box('stsd', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box('mp4a', sound))
  const media = box(
    'mdia',
    timed('mdhd', 12, 24, seconds),
    box('hdlr', handler),
    box('minf', box('stbl', description)),
  )
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42', 'latin1')),
    box('moov', timed('mvhd', 12, 100, seconds), box('trak', box('tkhd', track), media)),
  ])
}

/** RFC 3533 section 6: a page with one packet. */
function page(flags: number, granule: number, sequence: number, packet: Buffer): Buffer {
  const head = Buffer.alloc(28)
  head.write('OggS', 'latin1')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(sequence, 18)
  head[26] = 1
  head[27] = packet.length
  return Buffer.concat([head, packet])
}

/** RFC 7845: Opus counts 48,000 samples a second. */
function opus(seconds: number): Buffer {
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1')
  const tags = Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1')
  return Buffer.concat([
    page(2, 0, 0, head),
    page(0, 0, 1, tags),
    page(4, seconds * 48_000, 2, Buffer.alloc(3)),
  ])
}

/** Waveform audio: one channel of 8 bits, 8,000 samples a second. */
function wav(seconds: number): Buffer {
  const bytes = seconds * 8000
  const head = Buffer.alloc(44)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(bytes, 40)
  return Buffer.concat([head, Buffer.alloc(bytes, 128)])
}

/** RFC 9639 8.2: the header alone says how many samples there are. */
function flac(seconds: number): Buffer {
  const info = Buffer.alloc(34)
  info.writeUInt16BE(4096, 0)
  info.writeUInt16BE(4096, 2)
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of samples.
  info.writeBigUInt64BE((BigInt(SAMPLES) << 44n) | (1n << 41n) | (15n << 36n) | BigInt(seconds * SAMPLES), 10)
  return Buffer.concat([Buffer.from('fLaC\x80\0\0\x22', 'latin1'), info])
}

const INDEX = { '_index.md': '---\nurl: https://example.org/\npodcast: true\n---\n' }

function folderOf(files: Record<string, Buffer>, more: Record<string, unknown> = {}): string {
  const texts = Object.keys(files).map((name) => [
    `${name}.md`,
    article({ title: name, date: '2025-01-01', enclosure: name, ...more }),
  ])
  const directory = makeFolder({ ...INDEX, ...Object.fromEntries(texts) })
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(directory, name), bytes)
  return directory
}

const open = (directory: string, remembered?: ReturnType<ReturnType<typeof openFolder>['remember']>) =>
  openFolder(directory, { defaultUrl: 'https://example.org/', version: '1', remembered })
const durationsOf = (folder: ReturnType<typeof openFolder>) =>
  folder.library().articles.map(({ enclosures }) => enclosures[0]?.durationSeconds)

describe('the duration of a sound beside its article', () => {
  it.each<[string, Buffer, number]>([
    ['a.mp3', mp3(200), 5],
    ['a.m4a', m4a(125), 125],
    ['a.opus', opus(61), 61],
    ['a.ogg', opus(7), 7],
    ['a.wav', wav(3), 3],
    ['a.flac', flac(90), 90],
    ['a.mp4', m4a(125), 125],
  ])('is read from the file: %s', async (name, bytes, seconds) => {
    const folder = open(folderOf({ [name]: bytes }))
    await folder.readDurations()
    expect(durationsOf(folder)).toEqual([seconds])
    expect(folder.library().articles[0]?.episode?.durationSeconds).toBe(seconds)
    expect(folder.library().problems).toEqual([])
  })

  it('is what the author writes, if that is a duration', async () => {
    const folder = open(folderOf({ 'a.mp3': mp3(200) }, { duration: '1:00' }))
    await folder.readDurations()
    expect(durationsOf(folder)).toEqual([60])
    expect(folder.remember().durations).toEqual([])
  })

  it.each<[string, Buffer]>([
    ['a.mp3', Buffer.from('no sound')],
    ['a.m4a', Buffer.alloc(0)],
    ['a.pdf', Buffer.from('%PDF-1.7')],
  ])('is unknown where the file says none: %s', async (name, bytes) => {
    const folder = open(folderOf({ [name]: bytes }))
    await folder.readDurations()
    expect(durationsOf(folder)).toEqual([undefined])
  })

  it('is remembered over a restart, and the articles with it', async () => {
    const directory = folderOf({ 'a.mp3': mp3(200), 'b.mp3': Buffer.from('no sound') })
    const folder = open(directory)
    await folder.readDurations()
    const remembered = JSON.parse(JSON.stringify(folder.remember()))
    const again = open(directory, remembered)
    expect(durationsOf(again)).toEqual(durationsOf(folder))
    expect(again.hasNews()).toBe(false)
    expect(await again.readDurations()).toEqual([])
    expect(again.remember().durations).toEqual(remembered.durations)
  })

  it('is read again when the file changes', async () => {
    const directory = folderOf({ 'a.mp3': mp3(200) })
    const folder = open(directory)
    await folder.readDurations()
    writeFileSync(join(directory, 'a.mp3'), mp3(400))
    utimesSync(join(directory, 'a.mp3'), 1.7e9, 1.7e9)
    await folder.apply(['a.mp3'])
    await folder.readDurations()
    expect(durationsOf(folder)).toEqual([10])
  })

  it('is in the feed of a server soon after its start, and after an edit', async () => {
    const directory = folderOf({ 'a.mp3': mp3(200) })
    const server = await startServer({ articles: directory, port: 0, host: '127.0.0.1', log: () => {} })
    const feed = async () => (await fetch(`${server.url}/feed.xml`)).text()
    try {
      await eventually(async () => expect(await feed()).toContain('<itunes:duration>5<'))
      writeFileSync(join(directory, 'a.mp3'), mp3(400))
      await eventually(async () => expect(await feed()).toContain('<itunes:duration>10<'))
    } finally {
      await server.stop()
    }
  })

  it('is compiled for the edge', async () => {
    const output = makeFolder({})
    const articles = folderOf({ 'a.mp3': mp3(200) })
    const code = await runCommand('compile', compileCommand, ['--articles', articles, '--output', output], {
      env: { SITE_URL: 'https://example.org/' },
      log: () => {},
      logError: () => {},
      now: () => Date.UTC(2026, 0, 1),
    })
    expect(code).toBe(0)
    const assets = join(output, 'assets/_data')
    const texts = readdirSync(assets).map((name) => readFileSync(join(assets, name), 'utf8'))
    expect(texts.some((text) => text.includes('<itunes:duration>5<'))).toBe(true)
  })
})
