// The style of the report page: light and dark, phone and paper.
export const css = `
:root {
  color-scheme: light dark;
  --page: #f6f8fa; --card: #fff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --faint: #eff2f5;
  --good: #2da44e; --act: #bf8700; --wait: #0969da; --bad: #cf222e; --plain: #4f86c6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --card: #151b23; --text: #e6edf3; --soft: #9198a1; --line: #3d444d; --faint: #212830;
    --good: #3fb950; --act: #d29922; --wait: #4493f8; --bad: #f85149; --plain: #5a94d6;
  }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 0 1rem 3rem; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
header, main, .banner { max-width: 58rem; margin-inline: auto; }
header { padding: 2.5rem 0 1rem; }
.kind { margin: 0 0 .5rem; color: var(--soft); font-size: .8rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
.kind::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .6em; border-radius: 50%; background: var(--severity); }
h1 { margin: 0 0 .75rem; font-size: clamp(1.5rem, 1.1rem + 2vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 0 0 .9rem; font-size: 1.15rem; line-height: 1.3; }
.subline { margin: 0; color: var(--soft); }
section, aside { margin: 0 0 1rem; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
section > :last-child, aside > :last-child, details > :last-child, blockquote > :last-child { margin-bottom: 0; }
aside { border-left: .35rem solid var(--severity); }
aside p, aside ul { margin: 0 0 .5rem; }
.banner { margin-top: 1rem; border: 0; background: #a40e26; color: #fff; }
.banner code { background: rgb(0 0 0 / 25%); }
.good { --severity: var(--good); } .act { --severity: var(--act); } .wait { --severity: var(--wait); } .bad { --severity: var(--bad); } .plain { --severity: var(--plain); } .soft { --severity: var(--soft); }
p, ul, figure, blockquote, .scroll { margin: 0 0 1rem; }
ul { padding-left: 1.25rem; }
li + li { margin-top: .35rem; }
code { padding: .12em .35em; border-radius: .3em; background: var(--faint); font: .86em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
blockquote { padding: .75rem 1.1rem; border-left: .3rem solid var(--plain); border-radius: .3rem; background: var(--faint); }
summary { cursor: pointer; }
summary h2 { display: inline; }
details[open] > summary { margin-bottom: .9rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--wait); outline-offset: 3px; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: .45rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
th { color: var(--soft); font-size: .82rem; font-weight: 600; white-space: nowrap; }
td code { overflow-wrap: break-word; }
.scroll:not(.broad) td:last-child > code:only-child { white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.b { width: 130px; }
tbody tr:last-child td { border-bottom-color: var(--line); }
tfoot td { border-bottom: 0; font-weight: 600; }
figure { overflow-x: auto; }
figcaption { color: var(--soft); font-size: .9rem; }
svg { display: block; }
svg.columns { margin-top: .5rem; font-size: 13px; }
svg text { fill: var(--text); font-variant-numeric: tabular-nums; }
svg .label { fill: var(--soft); }
.bar { fill: var(--severity); }
.axis { stroke: var(--line); stroke-width: 1; }
@media (max-width: 40rem) {
  header { padding-top: 1.5rem; }
  section, aside { padding: 1rem; border-radius: .6rem; }
  .b { display: none; }
  th, td { padding: .4rem .5rem; }
  .n { white-space: normal; }
  .scroll:not(.broad) .minor { display: none; }
  .broad thead { display: none; }
  .broad tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .broad td { display: block; position: relative; padding: .1rem 0 .1rem 7rem; border: 0; text-align: left; overflow-wrap: anywhere; }
  .broad td::before { content: attr(data-title); position: absolute; left: 0; color: var(--soft); font-size: .82rem; font-weight: 600; }
}
@media print {
  @page { margin: 15mm; }
  :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb; --faint: #f3f3f3; --good: #2da44e; --act: #bf8700; --wait: #0969da; --bad: #cf222e; --plain: #4f86c6; }
  body { padding: 0; font-size: 10pt; }
  header { padding-top: 0; }
  section { padding: 0; border: 0; }
  h1, h2, figcaption { break-after: avoid; }
  th, td { padding-block: .3rem; }
  tr, figure, blockquote, aside, li { break-inside: avoid; }
  .scroll, figure { overflow: visible; }
  tfoot { display: table-row-group; }
  tfoot tr { break-before: avoid; }
  .broad table { font-size: 7.5pt; }
  .broad th, .broad td { padding: .3rem .35rem; white-space: normal; }
  .broad code { overflow-wrap: anywhere; }
  .broad .n { white-space: nowrap; }
  svg.columns { max-width: 100%; height: auto; }
  summary { list-style: none; break-after: avoid; }
  details::details-content { display: block; content-visibility: visible; }
  .bar, .banner, aside, .kind::before, blockquote, code { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`
