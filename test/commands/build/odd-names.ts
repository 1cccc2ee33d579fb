import { article } from '../../article.ts'

/** Articles, files and old addresses with the names that configurations and file systems get wrong. */
export const ODD_NAMES: Record<string, string> = {
  '_index.md': '---\ntitle: Odd\nidPrefix: "tag:odd.example,2026:"\n---\n',
  'a.md': article({
    title: 'A',
    date: '2025-01-01',
    tags: '[100%, "C#", السلام, "it\'s \\"so\\" {here} $HOME"]',
    aliases: '["/old \\"quoted\\" {path} $1/", "/قديم/", "/100%25/", "/a;b/", "/plain/old.html"]',
  }),
  'b.md': article({ title: 'B', date: '2025-01-02', permalink: '/صفحة جديدة/' }),
  'c.md': article({ title: 'C', date: '2025-01-03', permalink: '/bare' }),
  'd.md': article({ title: 'D', date: '2025-01-04', permalink: '/pages/d.html' }),
  'gone.md': article({ title: 'G', date: '2025-01-05', withdrawn: '2025-02-01', withdrawnReason: 'x' }),
  'files/100% #1 a?b.png': 'png',
  'files/صورة.png': 'png',
  'files/it\'s "so" {x} $HOME;.txt': 'text',
  'files/a b.mp3': 'ID3',
  'files/*~^[x](y)|z.txt': 'text',
}
