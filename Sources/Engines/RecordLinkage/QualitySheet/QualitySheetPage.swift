package import HealthModel

/// The sheet as one readable page that needs nothing else, for researchers.
package struct QualitySheetPage: Sendable {
    package let sheet: QualitySheet

    package init(sheet: QualitySheet) { self.sheet = sheet }

    package func html(_ language: Language) -> HTML {
        let text = SheetText(sheet: sheet, language: language)
        let title = text.say("Fiche de qualité de l'appariement", "Linkage quality sheet")
        let charts = SheetCharts(sheet: sheet, language: language)
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>
            \(QualitySheetPage.style)
            </style></head>
            <body><main><h1>\(title)</h1>
            \(text.introduction)
            \(text.headline)
            <h2>\(text.say("Fichiers et complétude", "Files and completeness"))</h2>
            \(text.files)
            <h2>\(text.say("Devenir des enregistrements", "What became of the records"))</h2>
            \(text.outcomes)
            <h2>\(text.say("Erreurs attendues selon le seuil", "Expected errors by threshold"))</h2>
            \(charts.curve())
            \(text.thresholds)
            <h2>\(text.say("Calibration des probabilités", "Calibration of the probabilities"))</h2>
            \(text.calibration)
            <h2>\(text.say("Leurres", "Decoys"))</h2>
            \(text.decoys)
            <h2>\(text.say("Liens invraisemblables", "Implausible links"))</h2>
            <p>\(text.say(
                "Non calculé : les fichiers appariés ne contiennent pas d'événement de soins (soin après le décès, par exemple).",
                "Not computed: the linked files hold no care event (care after death, for instance)."))</p>
            <h2>\(text.say("Appariés et non appariés", "Linked and unlinked"))</h2>
            \(text.characteristics)
            <h2>\(text.say("Poids des paires", "Weights of the pairs"))</h2>
            \(charts.histogram())
            <h2>\(text.say("Groupes d'enregistrements", "Groups of records"))</h2>
            \(text.groups)
            <h2>\(text.say("Clés de blocage", "Blocking rules"))</h2>
            \(text.blocking)
            <h2>\(text.say("Modèle", "Model"))</h2>
            \(text.model)
            </main></body></html>
            """
    }

    private static let style: HTML = """
        :root{--ink:#1d2433;--soft:#5b6577;--line:#dfe3ea;--blue:#1f5fbf;--amber:#b35c00;--paper:#fff}
        *{box-sizing:border-box}body{margin:0;background:#f4f6f9;color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;background:var(--paper)}
        h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.2rem;margin:2.2rem 0 .5rem}
        h3{font-size:1rem;margin:1.2rem 0 .3rem}p{margin:.5rem 0;max-width:46rem}.soft{color:var(--soft)}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92rem}
        th,td{text-align:left;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;margin:1.2rem 0;padding:0}
        .facts div{border:1px solid var(--line);border-radius:.4rem;padding:.7rem .9rem}
        .facts dt{color:var(--soft);font-size:.85rem}.facts dd{margin:0;font-size:1.4rem;font-weight:600}
        svg{width:100%;height:auto;display:block;margin:.6rem 0}svg text{font:12px system-ui,sans-serif;fill:var(--soft)}
        text.axis{text-anchor:middle}text.scale{text-anchor:end}text.mark{fill:var(--amber)}.grid{stroke:var(--line)}
        .threshold{stroke:var(--amber);stroke-dasharray:4 3}rect.link{fill:var(--blue)}rect.rest{fill:#9aa5b8}
        rect.pale{fill:#dfe3ea}polyline{fill:none;stroke-width:2.5}polyline.precision{stroke:var(--blue)}
        polyline.recall{stroke:var(--amber)}.key{font-size:.85rem;color:var(--soft)}.key span{display:inline-block;
        width:1.4rem;height:.25rem;margin:0 .4rem .2rem .6rem}.key .precision{background:var(--blue)}
        .key .recall{background:var(--amber)}.off{color:var(--amber);font-weight:600}
        details{margin:.5rem 0}summary{cursor:pointer;font-weight:600}
        @media(max-width:40rem){svg{min-width:34rem}.chart{overflow-x:auto}th,td{padding-right:.5rem}}
        @media print{body{background:none}main{max-width:none}}
        """
}
