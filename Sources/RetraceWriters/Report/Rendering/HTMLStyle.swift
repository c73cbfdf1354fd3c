/// The style sheet. Colours keep a contrast of 4.5 to 1 for text in both schemes (WCAG 2.2, level AA).
enum HTMLStyle {
    static let text = """
        :root { color-scheme: light dark; --paper: #ffffff; --ink: #1b2330; --quiet: #56606f; --line: #dde2e9;
          --wash: #f5f7fa; --accent: #0b5cad; --accent-soft: #a9cbea; }
        @media (prefers-color-scheme: dark) { :root { --paper: #12161c; --ink: #e6eaf0; --quiet: #a3adbb;
          --line: #2c343f; --wash: #1a2028; --accent: #6db3f2; --accent-soft: #2c557c; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; scroll-behavior: auto; }
        body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 64rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
          overflow-wrap: anywhere; }
        header { max-width: 52rem; }
        .eyebrow { margin: 0 0 .6rem; color: var(--accent); font-weight: 600; font-size: .875rem; }
        h1 { margin: 0 0 1rem; font-size: clamp(1.4rem, 1rem + 1.9vw, 2.1rem); line-height: 1.22; font-weight: 650;
          letter-spacing: -.012em; text-wrap: pretty; }
        h2 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; }
        h3 { margin: 2rem 0 .5rem; font-size: 1.05rem; line-height: 1.3; font-weight: 650; }
        p { margin: 0 0 .9rem; max-width: 44rem; }
        .lead { font-size: 1.075rem; margin-bottom: .5rem; }
        .note { color: var(--quiet); font-size: .875rem; line-height: 1.5; }
        .notice { margin: 1rem 0 0; padding: .6rem .9rem; background: var(--wash); border-left: 3px solid var(--accent); }
        main > section { margin-top: 3.25rem; }
        main > section.funnel { margin-top: 2rem; }
        nav { margin-top: 1.75rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .9rem; }
        nav ol { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; }
        a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
        a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .scroll { overflow-x: auto; margin: 1.25rem 0 .75rem; }
        table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.4;
          font-variant-numeric: tabular-nums lining-nums; }
        caption { text-align: left; padding: 0 0 .5rem; font-weight: 600; font-size: .95rem; }
        th, td { padding: .42rem 0 .42rem 1.1rem; text-align: left; vertical-align: baseline; unicode-bidi: isolate;
          border-bottom: 1px solid var(--line); }
        th:first-child { padding-left: 0; min-width: 8.5rem; }
        thead th { color: var(--quiet); font-weight: 500; font-size: .8125rem; vertical-align: bottom;
          border-bottom-color: var(--quiet); }
        tbody th { font-weight: 500; }
        tbody th small { display: block; color: var(--quiet); font-weight: 400; font-size: .8125rem; }
        tr.nested th { padding-left: 1.1rem; font-weight: 400; }
        tr.nested td { color: var(--quiet); }
        .n { text-align: right; white-space: nowrap; overflow-wrap: normal; }
        .funnel td:nth-child(2), #time tbody td:has(.bar) { width: 42%; min-width: 6rem; vertical-align: middle; }
        .funnel td.n { font-size: 1.05rem; font-weight: 600; }
        tr:has(.bar) > td { vertical-align: middle; }
        .funnel tbody tr:last-child th, .funnel tbody tr:last-child td { border-top: 2px solid var(--line); }
        .bar { display: block; height: 18px; }
        .bar .upper { fill: var(--accent-soft); }
        .bar .lower { fill: var(--accent); }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem 2.5rem;
          margin: 1.25rem 0; }
        figure { margin: 0; min-width: 0; }
        figcaption { font-weight: 600; font-size: .95rem; margin-bottom: .25rem; }
        figure svg { display: block; max-width: 100%; overflow: hidden; }
        figure .grid { stroke: var(--line); }
        figure .cutoff { stroke: var(--ink); stroke-dasharray: 3 3; }
        figure .band { fill: var(--accent-soft); opacity: .65; }
        figure polyline { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; }
        figure .upper { stroke-width: 1; }
        figure text { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }
        figure text.mark { fill: var(--ink); font-weight: 600; white-space: pre; }
        .claims { margin: 1.25rem 0; }
        .claims div { padding: .85rem 0 .95rem 1rem; border-left: 3px solid var(--line); margin-bottom: .75rem; }
        .claims .notheld { border-left-color: var(--accent); }
        .claims dt { font-weight: 600; }
        .claims dd { margin: .2rem 0 0; max-width: 44rem; }
        .claims strong { color: var(--accent); margin-right: .35rem; }
        .claims .open strong { color: var(--quiet); }
        pre { margin: .75rem 0 1.25rem; padding: .8rem 1rem; background: var(--wash); font: .8125rem/1.5 ui-monospace,
          SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; white-space: pre-wrap; }
        ul { margin: 0 0 .9rem; padding-left: 1.2rem; max-width: 52rem; font-size: .9rem; }
        li { margin: .2rem 0; }
        footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet);
          font-size: .875rem; }
        @media (max-width: 34rem) { .funnel td:nth-child(2), .funnel th:nth-child(2) { min-width: 4rem; width: 22%; }
          caption { max-width: calc(100vw - 2.5rem); }
          th, td { padding-left: .6rem; } th:first-child { min-width: 5.5rem; } table { font-size: .84rem; }
          td.n { white-space: normal; word-break: keep-all; }
          .funnel td.n { font-size: .9rem; } .funnel thead th:nth-child(2) { font-size: 0; } }
        @page { margin: 18mm 16mm; }
        @media print { :root { --paper: #fff; --ink: #0a0a0a; --quiet: #4a4a4a; --line: #ccc; --wash: #f4f4f4; --accent: #0b5cad;
            --accent-soft: #a9cbea; }
          body { max-width: none; padding: 0; font-size: 9.5pt; } nav { display: none; }
          h1 { font-size: 17pt; } h2 { font-size: 13pt; } .lead { font-size: 10.5pt; } p { orphans: 3; widows: 3; }
          h2 + p { break-after: avoid; break-inside: avoid; }
          .plots { grid-template-columns: 1fr 1fr; }
          .scroll { overflow: visible; } h2, h3, caption, figcaption { break-after: avoid; }
          thead { display: table-header-group; } tr, figure, .claims div { break-inside: avoid; }
          table:not(.long) { break-inside: avoid; } main > section { margin-top: 2rem; }
          .bar rect, figure .band { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """
}
