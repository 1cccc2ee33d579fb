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
