/** The look of what is on every page: colors, fonts and leading by script, links, header and footer. */
export const FRAME_STYLE = `:root{color-scheme:light dark;--accent:light-dark(#9a3412,#fdba74);--text:light-dark(#1f1b16,#e8e3db);--quiet:light-dark(#5f574f,#aea69b);--page:light-dark(#fffdf9,#171412);--line:light-dark(#e4ddd2,#3a342e);--shade:light-dark(#f6f1e8,#221e1a);--width:34rem;--wide:62rem;--serif:Charter,"Bitstream Charter","Sitka Text",Cambria,"Noto Serif","Noto Naskh Arabic","Geeza Pro","Noto Serif Hebrew","Noto Serif Devanagari",serif;--sans:system-ui,"Segoe UI","Noto Sans","Noto Sans Arabic",sans-serif;--mono:ui-monospace,Menlo,Consolas,monospace;--font:var(--serif);--font-ui:var(--sans);--leading:1.6;--tight:1.18;--slant:italic;--caps:uppercase;--tracking:-.015em}
:lang(ar),:lang(fa),:lang(ps),:lang(ur),:lang(ckb){--leading:1.9;--tight:1.5;--slant:normal;--caps:none;--tracking:0}
:lang(he),:lang(zh),:lang(ja),:lang(ko){--leading:1.8;--tight:1.35;--slant:normal;--tracking:0;line-break:strict}
:lang(hi),:lang(mr),:lang(ne),:lang(bn),:lang(th){--leading:1.85;--tight:1.45;--tracking:0}
*{box-sizing:border-box}
html{font-size:clamp(106.25%,96% + .45vw,125%);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body,[lang]{line-height:var(--leading)}
body{margin:0;padding-inline:1.1rem;background:var(--page);color:var(--text);font-family:var(--font);overflow-wrap:anywhere}
em,i,cite,dfn{font-style:var(--slant)}
h1,h2,h3,h4,h5,h6{line-height:var(--tight);letter-spacing:var(--tracking);text-wrap:balance}
h1{margin:0;font-size:clamp(1.8rem,5vw,2.65rem)}
a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.18em}
:is(.site,.kicker,.byline,.pager,.index,h1,h2,sup,.tags) a{text-decoration:none}
:is(.site,.byline,h1,h2,.meta,.tags) a{color:inherit}
a:hover,nav [aria-current]{color:var(--accent)!important;text-decoration:underline!important}
:focus-visible{outline:.15rem solid var(--accent);outline-offset:.15rem}
img,video{max-inline-size:100%;block-size:auto}
.description,footer,.meta,.dates,.translations,.pager span,.lead .p-summary,.count,.month time,.corrections time,.date,.standfirst,blockquote,figcaption,hr,caption,[role=doc-endnotes],.start,::marker{color:var(--quiet)}
.card,.pager,footer.site,[role=doc-endnotes]{border-block-start:1px solid var(--line)}
.corrections,.media,pre,code,kbd,.e-content aside{background:var(--shade)}
.skip:not(:focus){position:absolute;clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden;white-space:nowrap}
.site,.kicker,.meta,.byline,.dates,.translations,.pager,.tags,.rights,figcaption,.media,th,.month time,.count,button,input,select,label{font-family:var(--font-ui)}
.site{max-inline-size:var(--wide);margin-inline:auto;font-size:.82rem}
:is(.site,.pager) :is(ul,p),.tags,.index,.kicker,.meta,.byline,.dates,.translations{margin:0;padding:0;list-style:none}
.site :is(ul,p),header.site{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1.25rem}
.site a{padding-block:.3rem}
header.site{padding-block:1rem .5rem;border-block-end:1px solid var(--line)}
.brand{font-family:var(--font);font-size:1.15rem;font-weight:700}
header nav{flex:1 1 12rem}
header .subscribe{margin-inline-start:auto!important;font-weight:600}
header .subscribe a{color:var(--accent)}
.front header.site{padding-block-start:clamp(1.2rem,4vw,2.6rem);border-block-end:3px double var(--line)}
.masthead{flex:100%;text-align:center;margin-block-end:clamp(.6rem,2vw,1.3rem)!important}
.masthead .brand{font-size:clamp(2.1rem,6.4vw,3.9rem)}
.masthead .description{display:block!important;font:var(--slant) 1rem/1.4 var(--font);text-wrap:balance}
footer.site{display:grid;gap:.3rem;margin-block-start:4rem;padding-block:1.2rem 3rem}
main{max-inline-size:var(--width);margin-inline:auto;padding-block-start:clamp(1.5rem,4vw,3rem)}
.kicker{margin-block-end:.4rem;font-size:.74rem;font-weight:600;text-transform:var(--caps)}
.meta,.byline,.dates,.translations{font-size:.8rem}
.pager{margin-block-start:3rem;padding-block-start:1rem;font-size:.85rem}
.pager ul{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}
.pager :is(.next,.older){grid-column:2;text-align:end}
.pager a,.pager span{display:block}
.pager span{font-size:.76rem}
.pager cite{font:1rem/1.4 var(--font)}
button,input,select{font-size:.9rem;color:inherit;background:var(--page);border:1px solid var(--quiet);padding:.45rem .7rem;max-inline-size:100%}
button{background:var(--accent);border-color:var(--accent);color:var(--page)}
`
