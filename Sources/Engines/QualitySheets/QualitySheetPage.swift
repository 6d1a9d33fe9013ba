package import HealthModel

/// The sheet as one readable page that needs nothing else, for researchers; or its content, for another page.
package struct QualitySheetPage: Sendable {
    package let sheet: QualitySheet

    package init(sheet: QualitySheet) { self.sheet = sheet }

    package static let title = Phrase(fr: "Fiche de qualité de l'appariement", en: "Linkage quality sheet")

    /// A document of its own.
    package func html(_ language: Language) -> HTML {
        let title = QualitySheetPage.title.words(language)
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>
            \(QualitySheetPage.pageStyle)
            \(QualitySheetPage.style)
            </style></head>
            <body><main><h1>\(title)</h1>
            \(content(language))
            </main></body></html>
            """
    }

    /// Everything below the title. Its page needs `style`.
    package func content(_ language: Language) -> HTML {
        let text = SheetText(sheet: sheet, language: language)
        let charts = SheetCharts(sheet: sheet, language: language)
        return """
            <div class="sheet">
            \(text.introduction)
            \(sheet.delivery.map { about($0, text) } ?? aboutFiles(text))
            <h2>\(text.say("Liens invraisemblables", "Implausible links"))</h2>
            \(text.implausible)
            <h2>\(text.say("Appariés et non appariés", "Linked and unlinked"))</h2>
            \(text.characteristics)
            <h2>\(text.say("Erreurs attendues selon le seuil", "Expected errors by threshold"))</h2>
            \(charts.curve())
            \(text.thresholds)
            <h2>\(text.say("Calibration des probabilités", "Calibration of the probabilities"))</h2>
            \(text.calibration)
            <h2>\(text.say("Leurres", "Decoys"))</h2>
            \(text.decoys)
            <h2>\(text.say("Poids des paires", "Weights of the pairs"))</h2>
            \(charts.histogram())
            \(sheet.groups.isEmpty ? .empty : groups(text))
            <h2>\(text.say("Clés de blocage", "Blocking rules"))</h2>
            \(text.blocking)
            <h2>\(text.say("Modèle", "Model"))</h2>
            \(text.model)
            </div>
            """
    }

    private func about(_ delivery: QualitySheet.Delivery, _ text: SheetText) -> HTML {
        """
        \(text.headline(of: delivery))
        <h2>\(text.say("Devenir des enregistrements, étape par étape", "What became of the records, step by step"))</h2>
        \(text.steps(of: delivery))
        \(text.truth)
        <h2>\(text.say("Complétude des traits", "Completeness of the traits"))</h2>
        \(text.fields)
        """
    }

    private func aboutFiles(_ text: SheetText) -> HTML {
        """
        \(text.headline)
        <h2>\(text.say("Fichiers et complétude", "Files and completeness"))</h2>
        \(text.files)
        <h2>\(text.say("Devenir des enregistrements", "What became of the records"))</h2>
        \(text.outcomes)
        """
    }

    private func groups(_ text: SheetText) -> HTML {
        """
        <h2>\(text.say("Groupes d'enregistrements", "Groups of records"))</h2>
        \(text.groups)
        """
    }

    private static let pageStyle: HTML = """
        *{box-sizing:border-box}body{margin:0;background:#f4f6f9;color:#1d2433;font:16px/1.5 system-ui,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;background:#fff}
        h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}
        @media print{body{background:none}main{max-width:none}}
        """

    /// The style of the content alone.
    package static let style: HTML = """
        .sheet{--soft:#5b6577;--line:#dfe3ea;--blue:#1f5fbf;--amber:#b35c00}
        .sheet h2{font-size:1.2rem;margin:2.2rem 0 .5rem}.sheet h3{font-size:1rem;margin:1.2rem 0 .3rem}
        .sheet p{margin:.5rem 0;max-width:46rem}.sheet .soft{color:var(--soft)}.sheet .wide{overflow-x:auto}
        .sheet table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92rem}
        .sheet th,.sheet td{text-align:left;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        .sheet th{color:var(--soft);font-weight:600}.sheet td.n,.sheet th.n{text-align:right;font-variant-numeric:tabular-nums}
        .sheet td.n{white-space:nowrap}.sheet tr.sum td{font-weight:600}.sheet tr.part td:first-child{padding-left:1.2rem}
        .sheet .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;margin:1.2rem 0;padding:0}
        .sheet .facts div{border:1px solid var(--line);border-radius:.4rem;padding:.7rem .9rem}
        .sheet .facts dt{color:var(--soft);font-size:.85rem}.sheet .facts dd{margin:0;font-size:1.4rem;font-weight:600}
        .sheet svg{width:100%;height:auto;display:block;margin:.6rem 0}
        .sheet svg text{font:12px system-ui,sans-serif;fill:var(--soft)}
        .sheet text.axis{text-anchor:middle}.sheet text.scale{text-anchor:end}.sheet svg text.mark{fill:var(--amber)}
        .sheet .grid{stroke:var(--line)}.sheet .threshold{stroke:var(--amber);stroke-dasharray:4 3}
        .sheet rect.link{fill:var(--blue)}.sheet rect.rest{fill:#9aa5b8}.sheet rect.pale{fill:#dfe3ea}
        .sheet polyline{fill:none;stroke-width:2.5}.sheet polyline.precision{stroke:var(--blue)}
        .sheet polyline.recall{stroke:var(--amber)}.sheet .key{font-size:.85rem;color:var(--soft)}
        .sheet .key span{display:inline-block;width:1.4rem;height:.25rem;margin:0 .4rem .2rem .6rem}
        .sheet .key .precision{background:var(--blue)}.sheet .key .recall{background:var(--amber)}
        .sheet .off{color:var(--amber);font-weight:600}.sheet details{margin:.5rem 0}
        .sheet summary{cursor:pointer;font-weight:600}
        .sheet .chart{width:100%;max-width:none}
        @media(max-width:40rem){.sheet svg{min-width:34rem}.sheet .chart{overflow-x:auto}
        .sheet th,.sheet td{padding-right:.5rem}.sheet td:first-child{min-width:5.5rem}
        .sheet .facts{grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.5rem}
        table.stack thead{display:none}table.stack tr{display:block;border-bottom:1px solid #dfe3ea;padding:.5rem 0}
        table.stack td{display:block;border:0;padding:.15rem 0}
        table.stack td[data-label]{display:flex;justify-content:space-between;gap:1rem}
        table.stack td[data-label]::before{content:attr(data-label);color:#5b5b66;white-space:normal;text-align:left}}
        """
}
