/// The one style sheet: system fonts, high contrast, narrow and wide screens, print.
package enum Style {
    package static let sheet = """
        :root{--ink:#161616;--paper:#fff;--quiet:#5b5b66;--line:#dddfe6;--tint:#f4f6fb;--accent:#1f3a93;--men:#3d6fb6;
        --women:#b65a3d;--bar:#2f6f62}
        *{box-sizing:border-box}
        body{margin:0;font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:var(--ink);
        background:var(--paper)}
        a{color:var(--accent)}a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid #0a76f6;outline-offset:2px}
        .skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:2}
        header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:baseline;padding:.9rem 1.2rem;
        border-bottom:3px solid var(--accent);background:var(--tint)}
        .name{margin:0;font-weight:700;font-size:1.15rem}.name a{color:inherit;text-decoration:none}
        nav{flex:1}nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;margin:0;padding:0}
        nav .language{margin-left:auto}nav a[aria-current]{font-weight:700;text-decoration:none;color:var(--ink)}
        main{max-width:68rem;margin:0 auto;padding:1rem 1.2rem 3rem}
        footer{border-top:1px solid var(--line);background:var(--tint);padding:1rem 1.2rem;color:var(--quiet)}
        footer p{max-width:68rem;margin:0 auto}
        h1{font-size:2rem;line-height:1.2;margin:1.4rem 0 .6rem}h2{font-size:1.35rem;margin:2.2rem 0 .5rem}
        .lead{font-size:1.15rem;max-width:46rem}.quiet{color:var(--quiet)}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem;padding:0;list-style:none}
        .cards li{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.2rem;background:#fff}
        .cards h2,.cards h3{margin:.1rem 0 .4rem;font-size:1.1rem}
        .figures{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:1.2rem 0;padding:0}
        .figures div{min-width:8rem}.figures dt{color:var(--quiet);font-size:.92rem}
        .figures dd{margin:0;font-size:1.7rem;font-weight:650;font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem}
        caption{text-align:left;color:var(--quiet);padding:.2rem 0}
        th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--line)}
        thead th{border-bottom:2px solid var(--quiet)}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}
        code{font-size:.9em;overflow-wrap:anywhere}
        details{margin:.5rem 0}summary{cursor:pointer}
        .chart{width:100%;max-width:44rem;height:auto;font-size:12px;display:block}
        .chart text{fill:var(--ink)}.chart .value{fill:var(--quiet)}.chart .side{font-weight:700}
        .men{fill:var(--men)}.women{fill:var(--women)}.bar{fill:var(--bar)}.withheld{fill:#c8c8d0}
        .answer{border-left:5px solid var(--bar);background:var(--tint);padding:.8rem 1.2rem;margin:1.2rem 0}
        .answer strong{font-size:2.2rem;display:block;line-height:1.1}
        @media (max-width:40rem){body{font-size:16px}h1{font-size:1.6rem}nav .language{margin-left:0}}
        @media print{header nav,.skip{display:none}}
        """
}
