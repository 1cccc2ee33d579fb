/** The look of an article: its header, text, players and ending. */
export const TEXT_STYLE = `article>header{margin-block-end:2rem}
.article .date{font:600 .9rem/1.6 var(--font-ui)}
.standfirst{margin-block:.9rem 0;font-size:1.18rem;text-wrap:pretty}
.byline{margin-block-start:1.2rem}
.byline a,.dateline,dt{font-weight:600}
.corrections{margin-block-end:2rem;padding:.9rem 1.1rem;border-inline-start:.25rem solid var(--accent);font-size:.92rem}
.corrections>*{margin:0}
.corrections p+p{margin-block-start:.6rem}
.e-content>*{margin-block:1.15em 0}
.e-content>:first-child{margin-block-start:0}
@media(max-width:30rem){.e-content p{hyphens:auto}}
.e-content :is(h2,h3,h4,h5,h6){margin-block-start:2em}
:is(h2,h3,h4,h5,h6)+*{margin-block-start:.6em!important}
.e-content h2{font-size:1.4rem}
.e-content :is(h3,h4,h5,h6){font-size:1.1rem}
.e-content :is(ul,ol){padding-inline-start:1.4em}
.e-content li+li,li>:is(ul,ol){margin-block-start:.35em}
li>p{margin-block:.5em 0}
dd{margin-inline-start:1.4em}
blockquote{margin-inline:0;padding-inline-start:1.1em;border-inline-start:.2em solid var(--line)}
blockquote>*{margin-block:.7em 0}
:is(blockquote,aside)>:first-child{margin-block-start:0}
.e-content aside{padding:1rem 1.1rem}
figure{margin-inline:0}
figure img,p>img:only-child{display:block;margin-inline:auto}
figcaption{margin-block-start:.5rem;font-size:.8rem;line-height:1.5}
figure.lead{margin-block:0 2rem}
figure.lead img{inline-size:100%}
hr{border:0;text-align:center}
hr:has(+section){display:none}
hr::before{content:"* * *"}
.scroll,pre{overflow-x:auto}
table{border-collapse:collapse;overflow-wrap:break-word;font-size:.9em;line-height:1.5;font-variant-numeric:lining-nums tabular-nums;min-inline-size:100%}
th,td{padding-block:.5em;padding-inline:0 .9em;text-align:start;vertical-align:baseline;border-block-end:1px solid var(--line)}
thead th{border-color:var(--quiet)}
caption{text-align:start}
.center{text-align:center}
.right,.end{text-align:end}
.big{font-size:1.2em}
code,kbd,samp,pre{font-family:var(--mono);hyphens:manual}
:not(pre)>code,kbd,samp,pre{font-size:.86em}
:not(pre)>code,kbd{padding:.1em .3em;border-radius:.2em}
pre{padding:1em 1.1rem;border-radius:.3rem;line-height:1.55;tab-size:2;text-align:start}
small,sub,sup{font-size:.8em}
sub,sup{line-height:0}
[role=doc-endnotes]{padding-block-start:1rem;font-size:.88em}
iframe{inline-size:100%;aspect-ratio:16/9;block-size:auto;border:0}
audio,video{display:block;inline-size:100%}
.media{margin-block-end:2rem;padding:1rem 1.1rem;border-radius:.4rem;font-size:.85rem}
.media :is(p,ol,details){margin:.6rem 0 0;padding:0}
.media p{display:inline-block;margin-inline-end:1.2rem}
.chapters li{list-style:none}
.chapters .start{display:inline-block;min-inline-size:3.5em}
article>footer{margin-block-start:3rem;font-size:.8rem}
ul.tags{display:flex;flex-wrap:wrap;gap:.4rem}
.tags .p-category{display:block;padding:.15rem .7rem;border:1px solid var(--line);border-radius:1rem}
@media(min-width:60rem){.e-content>:is(pre,.scroll,figure),figure.lead{margin-inline:-4rem}
.e-content>pre{padding-inline:4rem}}
`
