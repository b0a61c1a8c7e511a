/** The page's look, light or dark as the reader's system is. */
export const style = `
:root {
  color-scheme: light dark;
  --back: #f3f5f8; --card: #fff; --text: #17202c; --soft: #566375; --line: #dde3ea; --accent: #1d5fbf; --on-accent: #fff;
  --good: #14713a; --good-back: #dff3e6; --bad: #b3261e; --bad-back: #fbe3e1; --busy: #1d5fbf; --busy-back: #e1ecfb; --wait: #7a5200; --wait-back: #fbefd0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #10151c; --card: #19212b; --text: #e6ebf2; --soft: #9aa8ba; --line: #2c3846; --accent: #7db1ff; --on-accent: #0c1726;
    --good: #7fdba2; --good-back: #173a27; --bad: #ff9d95; --bad-back: #47201e; --busy: #9cc4ff; --busy-back: #1b3354; --wait: #f3cd78; --wait-back: #42330f;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 2rem; padding: .75rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1; }
h1 { font-size: 1.25rem; margin: 0; flex: 1; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
dl { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 0; }
dl div { display: flex; gap: .5rem; } dt { color: var(--soft); } dd { margin: 0; font-variant-numeric: tabular-nums; }
#connection::before { content: ""; display: inline-block; width: .6rem; height: .6rem; border-radius: 50%; margin-right: .4rem; background: var(--wait); }
#connection[data-state=open]::before { background: var(--good); } #connection[data-state=lost]::before { background: var(--bad); }
main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 25rem); gap: 1rem; padding: 1rem 1.5rem; max-width: 100rem; margin: 0 auto; align-items: start; }
@media (max-width: 60rem) { main { grid-template-columns: minmax(0, 1fr); padding: 1rem; } }
.column { display: grid; gap: 1rem; min-width: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; min-width: 0; }
.count { color: var(--soft); font-weight: normal; }
.empty, .note { color: var(--soft); margin: .25rem 0; } .note { font-size: .85rem; }
.scroll { overflow: auto; max-height: 26rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th { text-align: left; color: var(--soft); font-weight: 600; position: sticky; top: 0; background: var(--card); white-space: nowrap; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child > td { border-bottom: 0; } td:last-child, th:last-child { padding-right: 0; }
td { overflow-wrap: break-word; } td:not(.nowrap, .number) { min-width: 4.5rem; } td:first-child:not(.nowrap) { min-width: 9rem; }
#faults td:nth-child(-n+2) { min-width: 5rem; overflow-wrap: anywhere; } #collections td:last-child { min-width: 10rem; }
td .second, .mono { overflow-wrap: anywhere; }
.mono .second { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
td .second { display: block; color: var(--soft); font-size: .8rem; }
code, .mono { font-family: ui-monospace, monospace; font-size: .85em; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.nowrap { white-space: nowrap; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; white-space: nowrap; color: var(--soft); background: var(--back); }
.badge.good { color: var(--good); background: var(--good-back); } .badge.bad { color: var(--bad); background: var(--bad-back); }
.badge.busy { color: var(--busy); background: var(--busy-back); } .badge.wait { color: var(--wait); background: var(--wait-back); }
progress { width: 100%; min-width: 7rem; height: .6rem; accent-color: var(--accent); display: block; margin: .45rem 0 .1rem; }
button, input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .4rem; padding: .3rem .6rem; min-width: 0; }
button { cursor: pointer; white-space: nowrap; } button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.danger { color: var(--bad); border-color: var(--bad); } button[aria-pressed=true] { background: var(--wait-back); color: var(--wait); border-color: var(--wait); }
button.small { padding: 0 .4rem; line-height: 1.3; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 0; }
form label { display: grid; gap: .15rem; font-size: .85rem; color: var(--soft); } form input, form select { color: var(--text); width: 100%; }
#add-fault { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; margin-top: .9rem; padding-top: .9rem; border-top: 1px solid var(--line); align-items: end; }
#add-fault label:first-child, #add-fault button { grid-column: 1 / -1; }
.inline { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; }
.alert { margin: 1rem 1.5rem 0; padding: .6rem 1rem; border-radius: .4rem; color: var(--bad); background: var(--bad-back); }
dialog { border: 1px solid var(--line); border-radius: .6rem; background: var(--card); color: var(--text); max-width: 28rem; padding: 1.25rem; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
.away { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { tr.fresh { animation: fresh 1.5s; } @keyframes fresh { from { background: var(--busy-back); } } }
`;
