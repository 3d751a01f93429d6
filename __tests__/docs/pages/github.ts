// A summary as GitHub shows it: GitHub Flavored Markdown and alerts.
import { marked } from 'marked'

/**
 * A page that shows `markdown` in GitHub's manner. GitHub would also clean the
 * HTML; this does not, so what is harmless here is harmless there.
 */
export async function githubPage(markdown: string): Promise<string> {
  const body = await marked(markdown, { gfm: true })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body class="markdown-body">${withAlerts(body)}</body></html>`
}

/** GitHub's alerts: block quotes that start with a mark. */
function withAlerts(html: string): string {
  return html.replace(
    /<blockquote>\s*<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/g,
    (_, kind: string) =>
      `<blockquote class="alert ${kind.toLowerCase()}"><p class="mark">${kind.charAt(0)}${kind.slice(1).toLowerCase()}</p><p>`
  )
}

const style = `
:root{--bg:#fff;--fg:#1f2328;--soft:#59636e;--line:#d1d9e0;--row:#f6f8fa;--code:#818b981f;--link:#0969da;--note:#0969da;--tip:#1a7f37;--important:#8250df;--warning:#9a6700;--caution:#cf222e}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#f0f6fc;--soft:#9198a1;--line:#3d444d;--row:#151b23;--code:#656c7633;--link:#4493f8;--note:#4493f8;--tip:#3fb950;--important:#ab7df8;--warning:#d29922;--caution:#f85149}}
body{box-sizing:border-box;max-width:980px;margin:0 auto;padding:min(32px,4vw);background:var(--bg);color:var(--fg);font:16px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans","Open Sans",Helvetica,Arial,sans-serif;overflow-wrap:break-word}
h2,h3{margin:24px 0 16px;font-weight:600;line-height:1.25}
h2{padding-bottom:.3em;font-size:1.5em;border-bottom:1px solid var(--line)}
h3{font-size:1.25em}
p,ul,table,blockquote,details{margin:0 0 16px}
ul{padding-left:2em}
table{display:block;width:max-content;max-width:100%;overflow:auto;border-spacing:0;border-collapse:collapse}
th,td{padding:6px 13px;border:1px solid var(--line)}
th{font-weight:600}
tr{background:var(--bg);border-top:1px solid var(--line)}
tr:nth-child(2n){background:var(--row)}
code{padding:.2em .4em;font:85% ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;background:var(--code);border-radius:6px}
a{color:var(--link)}
summary{cursor:pointer}
blockquote{padding:0 1em;color:var(--soft);border-left:.25em solid var(--line)}
.alert{padding:.5rem 1rem;color:inherit}
.alert>:last-child{margin-bottom:0}
.alert .mark{font-weight:500}
.note{border-color:var(--note)}.note .mark{color:var(--note)}
.tip{border-color:var(--tip)}.tip .mark{color:var(--tip)}
.important{border-color:var(--important)}.important .mark{color:var(--important)}
.warning{border-color:var(--warning)}.warning .mark{color:var(--warning)}
.caution{border-color:var(--caution)}.caution .mark{color:var(--caution)}
`
