/** The look of lists: the front page, sections, and the indexes of tags, authors and years. */
export const LIST_STYLE = `header.list{margin-block-end:2rem}
header.list .description{margin-block:.5rem 0}
.card{padding-block:1.5rem}
.card h2{margin:0;font-size:1.35rem}
.card .p-summary{margin-block:.4rem .5rem;text-wrap:pretty}
.pictured{display:grid;grid-template-columns:minmax(0,1fr) clamp(6rem,26%,9.5rem);column-gap:1.25rem;grid-auto-rows:min-content}
.pictured>*{grid-column:1}
.pictured>img{grid-area:1/2/span 9;inline-size:100%;aspect-ratio:4/3;object-fit:cover}
.text{padding-inline-start:1rem;border-inline-start:.2rem solid var(--accent)}
.note .text>*{margin-block:0 .6rem}
.note .meta{padding-inline-start:1.2rem}
.front main{max-inline-size:var(--wide)}
.lead.card{border:0;padding-block-start:0}
.lead h2{font-size:clamp(1.7rem,4.4vw,2.75rem)}
.lead .p-summary{font-size:1.15rem}
.lead>img{aspect-ratio:3/2}
@media(min-width:46rem){.front .river{display:grid;grid-template-columns:1fr 1fr;column-gap:3.5rem}
.river .lead{grid-column:1/-1;padding-block-end:2.5rem}
.lead.pictured{grid-template-columns:5fr 7fr;column-gap:2.5rem}
.lead:not(.pictured){text-align:center}
.lead:not(.pictured)>*{max-inline-size:44rem;margin-inline:auto}}
@media(max-width:46rem){.lead.pictured{display:block}}
.columns{columns:14rem}
.index li{padding-block:.25rem;break-inside:avoid}
.year{margin-block-end:3rem}
.count,.month time{font-size:.8rem}
.month :is(h2,h3){font-size:1rem;margin-block:2rem .3rem}
.month li{display:grid;grid-template-columns:4.5rem 1fr;align-items:baseline;justify-items:start}
`
