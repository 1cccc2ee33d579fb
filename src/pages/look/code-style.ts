/** The colors of highlighted code, by the classes of highlight.js; each has a contrast of 4.5 or more on `--shade`. */
export const CODE_STYLE = `.hljs-comment,.hljs-quote,.hljs-meta{color:light-dark(#6a625a,#a8a29e)}
.hljs-keyword,.hljs-doctag,.hljs-tag,.hljs-operator,.hljs-deletion,[class^=hljs-template]{color:light-dark(#9a3412,#fdba74)}
.hljs-string,.hljs-regexp,.hljs-addition,.hljs-code,.hljs-char,.hljs-formula{color:light-dark(#3f6212,#bef264)}
.hljs-number,.hljs-literal,.hljs-symbol,.hljs-bullet,.hljs-link{color:light-dark(#1d4ed8,#93c5fd)}
.hljs-title,.hljs-section,.hljs-name,[class^=hljs-selector]{color:light-dark(#6b21a8,#d8b4fe)}
[class^=hljs-attr],.hljs-property,.hljs-variable,.hljs-type,.hljs-built_in{color:light-dark(#155e75,#67e8f9)}
.hljs-emphasis{font-style:italic}
.hljs-section,.hljs-strong{font-weight:700}
`
