/// The report as HTML. A dot before a name looks in the innermost value alone. Three braces stand for drawings and the
/// style sheet, which come from this program; all else is escaped.
enum HTMLTemplate {
    static let page = """
        {{% CONTENT_TYPE:REPORT}}
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer">
        <title>{{pageTitle}}</title>
        <style>
        \(HTMLStyle.text)
        </style>
        </head>
        <body>
        <header>
        <p class="eyebrow">Retrace report</p>
        <h1>{{answer}}</h1>
        {{#lead}}
        <p class="lead">{{.}}</p>
        {{/lead}}
        {{#notice}}
        <p class="notice" role="note">{{notice}}</p>
        {{/notice}}
        </header>
        <main>
        <section class="funnel" aria-label="The counts before the cutoff">
        {{#funnel}}{{>table}}{{/funnel}}
        <p class="note">{{reading}}</p>
        </section>
        <nav aria-label="Contents">
        <ol>
        {{#sections}}
        <li><a href="#{{.anchor}}">{{.sectionTitle}}</a></li>
        {{/sections}}
        </ol>
        </nav>
        {{#sections}}
        <section id="{{.anchor}}" aria-labelledby="{{.anchor}}-title">
        <h2 id="{{.anchor}}-title">{{.sectionTitle}}</h2>
        {{#.blocks}}
        {{>block}}
        {{/.blocks}}
        </section>
        {{/sections}}
        </main>
        <footer><p>{{colophon}}</p></footer>
        </body>
        </html>

        """

    static let block = """
        {{% CONTENT_TYPE:REPORT}}
        {{#.paragraph}}<p>{{.}}</p>
        {{/.paragraph}}
        {{#.note}}<p class="note">{{.}}</p>
        {{/.note}}
        {{#.heading}}<h3>{{.}}</h3>
        {{/.heading}}
        {{#.code}}<pre tabindex="0"><code>{{.}}</code></pre>
        {{/.code}}
        {{#.list}}<ul>{{#.items}}<li>{{.}}</li>{{/.items}}</ul>
        {{/.list}}
        {{#.table}}{{>table}}
        {{/.table}}
        {{#.plots}}<div class="plots">
        {{#.drawings}}<figure><figcaption>{{.plotTitle}}</figcaption>{{{.svg}}}<p class="note">{{.description}}</p></figure>
        {{/.drawings}}</div>
        {{/.plots}}
        {{#.claims}}<dl class="claims">
        {{#.tested}}<div class="{{.findingClass}}"><dt>“{{.claim}}”</dt><dd><strong>{{.finding}}</strong> {{.reason}}</dd></div>
        {{/.tested}}</dl>
        {{/.claims}}
        """

    static let table = """
        {{% CONTENT_TYPE:REPORT}}
        <div class="scroll" tabindex="0" role="region" aria-label="{{.caption}}"><table{{#.isLong}} class="long"{{/.isLong}}>
        <caption>{{.caption}}</caption>
        <thead><tr><th scope="col">{{.nameHeading}}</th>\
        {{#.headings}}<th scope="col"{{#.isNumeric}} class="n"{{/.isNumeric}}>{{.headingText}}</th>{{/.headings}}</tr></thead>
        <tbody>
        {{#.rows}}
        <tr{{#.isNested}} class="nested"{{/.isNested}}><th scope="row">{{.name}}{{#.meaning}}<small>{{.}}</small>{{/.meaning}}</th>\
        {{#.cells}}<td{{#.isNumeric}} class="n"{{/.isNumeric}}>{{.cellText}}{{#.bar}}\
        <svg class="bar" width="100%" height="18" role="img" aria-label="{{.barLabel}}">\
        <rect class="upper" width="{{.upperWidth}}" height="18"/><rect class="lower" width="{{.lowerWidth}}" height="18"/></svg>\
        {{/.bar}}</td>{{/.cells}}</tr>
        {{/.rows}}
        </tbody></table></div>
        {{#.more}}<p class="note">… {{.}}</p>{{/.more}}
        """
}
