/// What characterisations add to the style sheet.
package enum CharacterisationStyle {
    package static let sheet = """
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem 2.5rem;
        align-items:start}
        .plots h2{margin-top:1.4rem}
        .chart.figure{max-width:34rem;font-size:11px}.chart .quiet{fill:var(--quiet)}
        .pair{width:8.5rem;height:1.15rem;display:block}.pair rect.bar,.key.bar{fill:var(--bar)}
        .pair .peer,.key.peer{fill:#7a849c}.chart .outline{fill:none;stroke:#161616;stroke-width:1.2}
        .keys{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;list-style:none;padding:0;margin:.4rem 0}
        .keys svg{width:.9rem;height:.9rem;vertical-align:-.1rem;margin-right:.45rem}
        td.plot{width:9.5rem}.shares td,.shares th{padding:.25rem .6rem}.shares th[scope=row]{font-weight:400}
        .shares thead td{border-bottom:2px solid var(--quiet)}.shares thead th{vertical-align:bottom}
        details h3{margin:1rem 0 .2rem;font-size:1.05rem}details>summary{font-weight:600}details details{margin-left:.6rem}
        @media (max-width:40rem){.shares{font-size:.85rem}.shares td,.shares th{padding:.25rem .35rem}
        .shares td.n{white-space:normal}td.plot{display:none}}
        """
}
