/** What differs on paper, and where the system chooses the colors. Nothing moves, so there is nothing to stop for people who want no motion. */
export const MEDIA_STYLE = `@media(forced-colors:active){pre,.media,.corrections,button{border:1px solid}}
@media print{:root{color-scheme:light;--accent:#000;--text:#000;--quiet:#333;--page:#fff;--shade:#fff}
html{font-size:11pt}
header.site nav,.subscribe,.skip,footer.site,.pager,.tags,audio,iframe{display:none!important}
main{max-inline-size:none!important}
.river{display:block}
.e-content a[href^=http]::after{content:" (" attr(href) ")";font-size:.8em}
pre{white-space:pre-wrap;border:1px solid var(--line)}
.e-content>*,figure.lead{margin-inline:0!important}
h1,h2,h3,h4{break-after:avoid}
figure,tr,.card{break-inside:avoid}}
`
