/** Texts in many scripts. */
export const SCRIPTS = [
  'مرحبا *بالعالم* و**أهلا**',
  '# عنوان\n\nنص عربي [رابط](https://e.example/).',
  '- أولا\n- ثانيا\n\n> اقتباس',
  'שלום *עולם*, מה שלומך?',
  '| שם | ערך |\n|---|---|\n| א | 1 |',
  'سلام دنیا، این یک **متن** است.',
  '你好，*世界*。',
  '# 標題\n\n- 一\n- 二',
  'これは `コード` です。',
  '안녕하세요 *세계* 그리고 **굵게**',
  'Привет, *мир* и **свет**.',
  'Ελληνικά *κείμενο* και [σύνδεσμος](https://e.example/).',
  'हिन्दी *पाठ* और **गाढ़ा**',
  'ไทย *ตัวเอียง* ข้อความ',
  'Ünïcödé *ßtraße* Łódź Ærøskøbing',
  '👋 emoji 👨‍👩‍👧 and *🎉*',
  'Zero‑width: a\u200bb and soft\u00adhyphen',
  'No\u00a0break and thin\u2009blank',
  'e\u0301 combining and é composed',
  '> 引用\n>\n> - 項目',
]

/** Emphasis beside letters of scripts without blanks, which CommonMark's own rule reads as text. */
export const WIDE_EMPHASIS = ['**「強調」**です', '这是**“重点”**。']
