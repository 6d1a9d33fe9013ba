internal import HealthModel
internal import QualitySheets

/// The one style sheet: system fonts, high contrast, narrow and wide screens, print.
package enum Style {
    static let version = Links.version(of: sheet)

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
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        \(builder)
        \(CharacterisationStyle.sheet)
        \(QualitySheetPage.style.text)
        .missing li{margin:.3rem 0}
        @media (max-width:40rem){body{font-size:16px}h1{font-size:1.6rem}nav .language{margin-left:0}}
        @media print{header nav,.skip{display:none}}
        """

    /// The page that composes cohorts: form beside results, results that stay in sight.
    private static let builder = """
        .builder{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem}
        .builder form,.import form{min-width:0}
        fieldset{border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem 1rem;margin:0 0 1.2rem;min-width:0}
        fieldset.part{border:0;border-top:3px solid var(--line);border-radius:0;padding:.4rem 0 0;margin-top:1.8rem}
        fieldset.card{background:var(--tint)}fieldset.condition{background:#fff;padding:.4rem .8rem .8rem}
        legend{font-weight:650;padding:0 .4rem 0 0}legend h2{margin:0;display:inline}
        .card legend,.condition legend{padding:0 .4rem}
        .row{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:flex-end;margin:.5rem 0}
        .field{display:inline-flex;flex-direction:column;align-items:flex-start;min-width:0;max-width:100%}
        .field.check{flex-direction:row;align-items:center;gap:.4rem}
        .field label{font-size:.9rem}
        input,select,textarea,button{font:inherit;color:inherit;max-width:100%}
        input:not([type=checkbox]),select,textarea{border:1px solid #6b6b76;border-radius:.3rem;padding:.35rem .5rem;
        background:#fff;min-height:2.4rem}
        input[type=checkbox]{width:1.25rem;height:1.25rem;margin:0;flex:none;accent-color:var(--accent)}
        textarea{width:100%;font-family:ui-monospace,monospace;font-size:.9rem}
        [name=title],[name$=".query"]{width:28rem}[name$=".name"]{width:20rem}
        input[aria-invalid=true]{border:2px solid #b00020}.error{color:#b00020;font-size:.9rem}
        .errors{border-left:5px solid #b00020;background:#fdf1f2;padding:.5rem 1rem;margin:.8rem 0}.errors p{margin:.2rem 0}
        .notice{border-left:5px solid var(--accent);background:var(--tint);padding:.5rem 1rem;margin:.8rem 0}.notice p{margin:.2rem 0}
        button{background:var(--accent);color:#fff;border:1px solid var(--accent);border-radius:.3rem;
        padding:.45rem 1rem;min-height:2.4rem;cursor:pointer}
        button.small{background:#fff;color:var(--accent);padding:.3rem .7rem}
        button:hover{text-decoration:underline}
        .toolbar,.buttons{display:flex;flex-wrap:wrap;gap:.5rem}.toolbar{margin:.6rem 0 1rem}
        .range,.window,.endpoint,.quantifier{display:inline-flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:flex-end;max-width:100%}
        .endpoint{gap:.5rem;align-items:center;flex-wrap:nowrap}[name$=".days"],[name$=".count"]{width:5.5rem}.range .second{display:inline-flex;gap:.5rem;align-items:center}
        .range:has(select option[value=""]:checked) :is(.first,.second){display:none}
        .range:not(:has(option[value$=bt]:checked)) .second{display:none}
        .endpoint:has(option[value^=edge]:checked) .days{display:none}
        .quantifier:has(option:is([value=all],[value=any]):checked) .many{display:none}
        .exit:has(select[name=exit] option:is([value=observation],[value=kept]):checked) .many{display:none}
        .kept{border-left:5px solid #8a6d1a;background:#fdf8ea;padding:.4rem .8rem;margin:.6rem 0}
        .concepts td{padding:.3rem .5rem}.concepts td [role=group]{display:flex;flex-wrap:wrap;gap:.2rem 1rem}
        .found{list-style:none;padding:0;margin:.4rem 0}.found li{padding:.25rem 0;border-bottom:1px solid var(--line)}
        .combobox{position:relative}
        [role=listbox]{position:absolute;z-index:3;top:100%;left:0;right:0;margin:.2rem 0 0;padding:0;list-style:none;
        max-height:19rem;overflow-y:auto;background:#fff;border:1px solid #6b6b76;border-radius:.3rem;max-width:40rem}
        [role=option]{padding:.45rem .7rem;cursor:pointer;border-bottom:1px solid var(--line)}
        [role=option][aria-selected=true]{background:var(--accent);color:#fff}
        [role=option] small{display:block}
        .results{background:#fff;min-width:0}.results h2{margin-top:0}.results h3{margin:1.2rem 0 .3rem;font-size:1.05rem}
        .results h4{margin:.6rem 0 0;font-size:1rem}.results ul{padding-left:1.2rem;margin:.2rem 0}
        .steps{list-style:none;padding:0;margin:0}.steps li{padding:.35rem 0;border-bottom:1px solid var(--line)}
        .steps small{display:block}.steps b{float:right;font-variant-numeric:tabular-nums}.stepbar{display:block;clear:both;width:100%;height:.4rem;background:var(--tint)}
        #live{position:fixed;left:0;right:0;bottom:0;margin:0;padding:.45rem 1.2rem;background:var(--ink);color:#fff;
        font-variant-numeric:tabular-nums;z-index:2}#live:empty{display:none}
        body:has(#live) footer{padding-bottom:3.5rem}body:has(#live.busy) #results{opacity:.55}
        @media (min-width:64rem){main:has(.builder){max-width:84rem}
        .builder{grid-template-columns:minmax(0,1fr) 23rem;align-items:start}
        .results{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow-y:auto;padding-right:.3rem}
        #live{width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%);right:auto}}
        @media (max-width:40rem){[name=title],[name$=".query"],[name$=".name"]{width:100%}
        .field:not(.check):has([name=title],[name$=".query"],[name$=".name"],select){width:100%}
        .range,.window,.quantifier{width:100%}.endpoint{flex-wrap:wrap}.endpoint .field:has(select){width:auto}fieldset{padding:.4rem .6rem .8rem}
        .concepts thead{display:none}.concepts td{display:block;border:0}.concepts tr{display:block;border-bottom:1px solid var(--line)}}
        @media (prefers-reduced-motion:no-preference){.stepbar rect{transition:width .2s}}
        """
}
