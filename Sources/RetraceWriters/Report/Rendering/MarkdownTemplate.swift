/// The report as Markdown (GitHub's tables), for a ticket.
enum MarkdownTemplate {
    static let page = """
        {{% CONTENT_TYPE:REPORT-MARKDOWN}}
        # {{pageTitle}}

        **{{answer}}**

        {{#lead}}
        {{.}}

        {{/lead}}
        {{#notice}}
        > {{notice}}

        {{/notice}}
        {{#funnel}}
        {{>table}}
        {{/funnel}}
        {{reading}}

        {{#sections}}
        ## {{.sectionTitle}}

        {{#.blocks}}
        {{>block}}
        {{/.blocks}}
        {{/sections}}
        {{colophon}}

        """

    static let block = """
        {{% CONTENT_TYPE:REPORT-MARKDOWN}}
        {{#.paragraph}}
        {{.}}

        {{/.paragraph}}
        {{#.note}}
        {{.}}

        {{/.note}}
        {{#.heading}}
        ### {{.}}

        {{/.heading}}
        {{#.code}}
        <pre><code>{{.}}</code></pre>

        {{/.code}}
        {{#.list}}
        {{#.items}}
        - {{.}}
        {{/.items}}

        {{/.list}}
        {{#.table}}
        {{>table}}
        {{/.table}}
        {{#.plots}}
        {{#.drawings}}
        {{.plotTitle}}: {{.description}}

        {{/.drawings}}
        {{/.plots}}
        {{#.claims}}
        {{#.tested}}
        - “{{.claim}}” **{{.finding}}.** {{.reason}}
        {{/.tested}}

        {{/.claims}}

        """

    static let table = """
        {{% CONTENT_TYPE:REPORT-MARKDOWN}}
        {{.caption}}:

        | {{.nameHeading}} |{{#.headings}} {{.headingText}} |{{/.headings}}
        | --- |{{#.headings}} {{#.isNumeric}}---:{{/.isNumeric}}{{^.isNumeric}}---{{/.isNumeric}} |{{/.headings}}
        {{#.rows}}
        | {{#.isNested}}– {{/.isNested}}{{.name}}{{#.meaning}} ({{.}}){{/.meaning}} |{{#.cells}} {{.cellText}} |{{/.cells}}
        {{/.rows}}

        {{#.more}}
        … {{.}}

        {{/.more}}

        """
}
