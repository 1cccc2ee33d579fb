/** The part of the stylesheet for what only the pages to subscribe have. */
export const SUBSCRIBE_STYLE = `.subscription h2{margin-block:2.5rem .75rem}
.subscription h3{margin-block:1.25rem .5rem;font:600 .9rem/1.4 var(--font-ui);color:var(--quiet)}
.subscription ul{list-style:none;margin:0;padding:0}
.subscription .note,.subscription time{font:.85rem/1.5 var(--font-ui);color:var(--quiet)}
.copyable{margin-block:1.25rem}
.copyable label,.subscription form label{display:block;margin-block-end:.35rem;font:600 .9rem/1.4 var(--font-ui)}
.copyable p{margin-block:.35rem 0}
.field{display:flex;flex-wrap:wrap;gap:.5rem;align-items:start}
.field input,.field textarea{flex:1 1 16rem;min-inline-size:0}
.field output{flex-basis:100%;font:.85rem/1.5 var(--font-ui);color:var(--quiet)}
.field output:empty{display:none}
.subscription input,.subscription textarea,.subscription select{box-sizing:border-box;max-inline-size:100%;padding:.55rem .7rem;border:1px solid var(--quiet);border-radius:.4rem;background:var(--page);color:var(--text);font:.9rem/1.5 ui-monospace,monospace}
.subscription textarea{resize:vertical;font-size:.8rem}
.subscription select{font-family:var(--font-ui)}
.subscription form input{inline-size:100%}
.subscription button{padding:.55rem 1.1rem;border:1px solid var(--accent);border-radius:.4rem;background:var(--accent);color:var(--page);font:600 .9rem/1.5 var(--font-ui);cursor:pointer}
.subscription summary{font:.9rem/1.5 var(--font-ui);color:var(--quiet);cursor:pointer}
.readers ul{display:flex;flex-wrap:wrap;gap:.5rem}
.readers li a{display:block;padding:.45rem .9rem;border:1px solid var(--line);border-radius:.4rem;background:var(--shade);font:.95rem/1.4 var(--font-ui);text-decoration:none}
.readers li a:hover,.readers li a:focus-visible{border-color:var(--accent)}
.readers form{padding:1rem;border:1px solid var(--line);border-radius:.4rem;background:var(--shade)}
.readers form p{margin-block:0 .75rem}
.readers form p:last-child{margin-block-end:0}
.latest li{margin-block:.5rem}
.latest time{margin-inline-start:.5rem;white-space:nowrap}
.phone svg{display:block;inline-size:11rem;block-size:auto;border-radius:.4rem}
.phone p{margin-block:0 .75rem}
`
