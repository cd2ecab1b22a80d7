namespace CreditAI.Cli.Pages;

/// <summary>The page's style: light and dark as the reader's system has it, light in print.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#59636e;--rule:#d8dee4;--mark:#0b5cad;--bad:#b42318;--good:#1a7f37;--box:#f6f8fa;
        --c0:#0b5cad;--c1:#c2410c;--c2:#1a7f37;--c3:#8250df;--c4:#9a6700;--c5:#bf3989;--c6:#0e7490;--c7:#57606a}
        @media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--soft:#9aa4af;--rule:#30363d;--mark:#6cb6ff;--bad:#ff7b72;--good:#56d364;--box:#161b22;
        --c0:#6cb6ff;--c1:#ffa657;--c2:#56d364;--c3:#d2a8ff;--c4:#e3b341;--c5:#ff9bce;--c6:#39c5cf;--c7:#adbac7}}
        *{box-sizing:border-box}
        body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:66rem;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
        h1{font-size:1.6rem;line-height:1.2;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--rule)}
        h3{font-size:1rem;margin:1.5rem 0 .25rem}p{margin:.25rem 0 .75rem}.soft{color:var(--soft)}
        svg{display:block;width:100%;height:auto}.multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:.75rem}
        text{fill:var(--ink);font:12px system-ui,sans-serif}.tick{fill:var(--soft);font-size:11px}
        .grid{stroke:var(--rule)}.frame{fill:none;stroke:var(--rule)}.even{stroke:var(--soft);stroke-dasharray:3 3}
        .limit{stroke:var(--bad);stroke-dasharray:5 3;stroke-width:1.5}.par{stroke:var(--soft)}
        .range{stroke:var(--mark);stroke-width:2}.dot{fill:var(--mark);stroke:var(--mark)}.range.faint{stroke:var(--soft);stroke-dasharray:2 2}
        .dot.faint{fill:var(--paper);stroke:var(--soft)}.curve{fill:none;stroke-width:1.8}
        .c0{stroke:var(--c0)}.c1{stroke:var(--c1)}.c2{stroke:var(--c2)}.c3{stroke:var(--c3)}.c4{stroke:var(--c4)}.c5{stroke:var(--c5)}.c6{stroke:var(--c6)}.c7{stroke:var(--c7)}
        .wide{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:13px;width:100%}
        th,td{padding:.3rem .5rem;border-bottom:1px solid var(--rule);text-align:right;font-variant-numeric:tabular-nums;vertical-align:top}td{white-space:nowrap}
        th{color:var(--soft);font-weight:600}th:first-child,td:first-child,.text{text-align:left}.text{white-space:normal}
        .bad{color:var(--bad);font-weight:600}.good{color:var(--good);font-weight:600}
        .box{background:var(--box);border:1px solid var(--rule);border-radius:6px;padding:.75rem 1rem;margin:1rem 0}.box p:last-child{margin-bottom:0}
        @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--rule:#bbb;--mark:#0b5cad;--bad:#b42318;--good:#1a7f37;--box:#fff;
        --c0:#0b5cad;--c1:#c2410c;--c2:#1a7f37;--c3:#8250df;--c4:#9a6700;--c5:#bf3989;--c6:#0e7490;--c7:#57606a}
        body{max-width:none;padding:0;font-size:11pt}td{white-space:normal}svg,table,.box{break-inside:avoid}h2,h3{break-after:avoid}}
        """;
}
