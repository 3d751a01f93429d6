// The style of the report page: light and dark, phone and paper.
export const css = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--soft:#59636e;--line:#d1d9e0;--card:#f6f8fa;--good:#1a7f37;--act:#9a6700;--wait:#0969da;--bad:#cf222e;--plain:#0969da}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;--line:#3d444d;--card:#151b23;--good:#3fb950;--act:#d29922;--wait:#4493f8;--bad:#f85149;--plain:#4493f8}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,aside.banner{max-width:60rem;margin:0 auto;padding:0 1.25rem}
`
