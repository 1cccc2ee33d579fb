/**
 * Small letters of Latin, Greek, Cyrillic and Hiragana, each with what the library Unidecode writes for it; letters with accents that are not here
 * lose these. Katakana is 96 code points further.
 */
const LETTERS = [
  'ßss æae ðd øo þth đd ħh ıi ĳij ĸk ŀl łl ŉn ŋng œoe ŧt ſs',
  'αa βb γg δd εe ζz ηe θth ιi κk λl μm νn ξx οo πp ρr ςs σs τt υu φph χkh ψps ωo ϐb ϑth ϕph ϖp ϛst',
  'ϝw ϟq ϡsp ϣsh ϥf ϧkh ϩh ϫg ϭch ϯti ϰk ϱr ϲc ϳj',
  'аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юiu',
  'яia ѐie ёio ђdj ѓgj єie ѕdz іi їyi јj љlj њnj ћtsh ќkj џdzh ѡo ѣe ѥie ѧe ѩie ѫo ѭio ѯks ѱps ѳf',
  'ѵy ѹu ѻo ѽo ѿot ҁq ҏr ґg ғg ҕg җzh ҙz қk ҝk ҟk ҡk ңn ҥng ҧp ҩkh ҫs ҭt үu ұu ҳkh ҵtts ҷch ҹch һh',
  'ҽch ҿch ӄk ӈn ӌch ӕae ӗie ӡdz өo',
  'ぁa あa ぃi いi ぅu うu ぇe えe ぉo おo かka がga きki ぎgi くku ぐgu けke げge こko ごgo さsa ざza しshi じzi すsu ずzu',
  'せse ぜze そso ぞzo たta だda ちchi ぢdi っtsu つtsu づdu てte でde とto どdo なna にni ぬnu ねne のno はha ばba ぱpa',
  'ひhi びbi ぴpi ふhu ぶbu ぷpu へhe べbe ぺpe ほho ぼbo ぽpo まma みmi むmu めme もmo ゃya やya ゅyu ゆyu ょyo よyo らra',
  'りri るru れre ろro ゎwa わwa ゐwi ゑwe をwo んn ゔvu',
]

const LATIN = new Map(
  LETTERS.flatMap((line) => line.split(' ')).flatMap((pair): [string, string][] => {
    const [letter = '', latin] = [pair.charAt(0), pair.slice(1)]
    const code = letter.charCodeAt(0)
    return code < 0x3041
      ? [[letter, latin]]
      : [
          [letter, latin],
          [String.fromCharCode(code + 96), latin],
        ]
  }),
)

/** More letters by the code point of the first, each with what Unidecode writes but for its signs: Armenian, Hebrew, Arabic, Thai, Georgian. */
const BLOCKS: [start: number, letters: string][] = [
  [0x561, 'a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j rh s v t r ts w p k o f'],
  [
    0x5b0,
    '- e a o i e e a a o o u - - - - - - - - - - - o - - - - - - - - a b g d h v z h t y kh kh l m m n n s - p p ts ts k r ' +
      'sh t',
  ],
  [
    0x621,
    '- a - w - y - b - t th j h kh d dh r z s sh s d t z - g - - - - - - f q k l m n h w - y an un in a u i w -',
  ],
  [
    0x66e,
    '- - - - - - - - w u y tt tth b t t p th bh h h ny dy h ch cch dd d d dt dh ddh d d d rr r r r r r r j r s s s s s t gh ' +
      'f f f v f ph q q kh k k k ng k g g n g g g l l l l n n n n n h ch hy h h - w oe oe u yu yu w v y y y w - - y y',
  ],
  [
    0xe01,
    'k kh kh kh kh kh ng cch ch ch ch ch y d t th th th n d t th th th n b p ph f ph f ph m y r r l l w s s s h l - h - a a ' +
      'aa am i ii ue uue u uu - - - - - - e ae o ai ai ao - - - - - - - m -',
  ],
  [0x10d0, 'a b g d e v z t i k l m n o p zh r s t u p k g q sh ch c z c ch x j h e y w xh oe f'],
]

const WIDE = new Map(
  BLOCKS.flatMap(([start, letters]) =>
    letters
      .split(' ')
      .map((latin, index) => [String.fromCharCode(start + index), latin === '-' ? '' : latin]),
  ),
)

/** The sounds that a syllable of Hangul begins with, has in its middle and ends with, in the order of Unicode (chapter 3.12). */
const HANGUL = [
  'g gg n d dd r m b bb s ss - j jj c k t p h',
  'a ae ya yae eo e yeo ye o wa wae oe yo u weo we wi yu eu yi i',
  '- g gg gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j c k t p h',
].map((sounds) => sounds.split(' ').map((sound) => (sound === '-' ? '' : sound)))
const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3

/** As `toLatin`, with Armenian, Hebrew, Arabic, Thai, Georgian and Hangul. */
export function toLatinWidely(text: string): string {
  const small = text.normalize('NFC').toLowerCase()
  const known = [...small].map((letter) => WIDE.get(letter) ?? syllable(letter)).join('')
  const latin = toLatin(known)
  // Where a letter of another script has no sound here, the whole text stays in its script.
  return /[^\p{ASCII}]/u.test(latin.replace(/[^\p{L}]/gu, '')) ? small : latin
}

function syllable(letter: string): string {
  const code = letter.charCodeAt(0)
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return letter
  const index = code - FIRST_SYLLABLE
  const [starts, middles, ends] = HANGUL as [string[], string[], string[]]
  return starts[Math.floor(index / 588)]! + middles[Math.floor(index / 28) % 21]! + ends[index % 28]!
}

/** A text in small Latin letters without accents, as Unidecode writes it; a text with letters of other scripts, such as Han, keeps its own. */
export function toLatin(text: string): string {
  const small = text.normalize('NFC').toLowerCase()
  const latin = [...small].map((letter) => LATIN.get(letter) ?? withoutAccents(letter)).join('')
  return /[^\p{ASCII}]/u.test(latin.replace(/[^\p{L}]/gu, '')) ? small : latin
}

function withoutAccents(letter: string): string {
  const [base = '', ...marks] = letter.normalize('NFD')
  return marks.length === 0 ? letter : (LATIN.get(base) ?? base)
}
