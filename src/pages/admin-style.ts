/** The style of the page for the publisher. Its colours stand on light and on dark paper with a contrast of 4.5 or more. */
export const ADMIN_STYLE =
  ':root{color-scheme:light dark;--ink:#1c2024;--dim:#5b626a;--paper:#fff;--card:#f4f6f8;--line:#d5dae0;--good:#0b7a3e;--wait:#8a5a00;--bad:#b3261e;--a:#1a5fb4;--b:#c2571a}' +
  '@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--dim:#a4acb5;--paper:#15181c;--card:#1f242a;--line:#3a424b;--good:#5fd08d;--wait:#f0b74a;--bad:#ff8a80;--a:#7fb4f5;--b:#f2a06b}}' +
  '*{box-sizing:border-box}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;padding:1.5rem 1rem 4rem;max-width:72rem;color:var(--ink);background:var(--paper)}' +
  'h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.15rem;margin:2.25rem 0 .75rem}h3{font-size:1rem;margin:0}p{margin:.25rem 0}.cards h2{margin:0 0 .25rem}a{color:var(--a)}' +
  '.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr));gap:.75rem;margin:0;padding:0;list-style:none}' +
  '.charts{grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr))}' +
  '.cards>li{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;min-width:0}' +
  '.big{font-size:1.5rem;line-height:1.3;font-variant-numeric:tabular-nums;display:block}.dim{color:var(--dim);font-size:.9rem}' +
  '.arrived{color:var(--good)}.waiting{color:var(--wait)}.failed{color:var(--bad)}.says{border-inline-start:.25rem solid var(--good);padding:.5rem .75rem;background:var(--card)}' +
  '.list{list-style:none;margin:0;padding:0}.list>li{border-top:1px solid var(--line);padding:.75rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between}' +
  '.list>li>div:first-child{flex:1 1 20rem;min-width:0}.actions{display:flex;gap:.5rem;align-items:start}.channels{margin:.35rem 0 0;padding-inline-start:1.1rem}' +
  'bdi,code{overflow-wrap:anywhere}code{font:.92em ui-monospace,monospace}form{margin:0}' +
  'button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--dim);border-radius:.375rem;padding:.35rem .75rem;min-height:2.5rem;cursor:pointer;white-space:nowrap}' +
  'button:hover{border-color:var(--a);color:var(--a)}:focus-visible{outline:2px solid var(--a);outline-offset:2px}' +
  'svg{display:block;width:100%;height:auto;margin:.5rem 0}.grid{stroke:var(--line)}.one{fill:var(--a)}.two{fill:var(--b)}.path{fill:none;stroke:var(--a);stroke-width:2}.path.second{stroke:var(--b);stroke-dasharray:4 3}' +
  'svg text{fill:var(--dim);font-size:11px}summary{cursor:pointer;color:var(--dim);font-size:.9rem}.key{display:inline-block;width:.7em;height:.7em;border-radius:2px;background:var(--a);margin-inline-end:.35em}.key.second{background:var(--b)}' +
  '.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:start;padding:.35rem .75rem .35rem 0;border-top:1px solid var(--line);vertical-align:top}thead th{border-top:0;font-weight:600}.number{text-align:end}'

/** The digest of the style as CSP writes it. */
export const ADMIN_STYLE_HASH = 'sha256-GDhrcLO3PWg7Q84S2WdtygU3RbdKVRhlcr81J1ra3hI='
