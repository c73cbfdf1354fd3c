import Mustache

/// The templates, ready to be filled. They are part of the program: nothing is looked for at run time.
enum ReportTemplates {
    static let html = parsed(HTMLTemplate.page)
    static let htmlParts = MustacheLibrary(templates: [
        "table": parsed(HTMLTemplate.table), "block": parsed(HTMLTemplate.block),
    ])
    static let markdown = parsed(MarkdownTemplate.page)
    static let markdownParts = MustacheLibrary(templates: [
        "table": parsed(MarkdownTemplate.table), "block": parsed(MarkdownTemplate.block),
    ])

    /// Names the escapers, which templates ask for in their first line, before any template is read.
    private static let escapers: Void = {
        MustacheContentTypes.register(TextEscaper.HTML(), named: "REPORT")
        MustacheContentTypes.register(TextEscaper.Markdown(), named: "REPORT-MARKDOWN")
    }()

    private static func parsed(_ text: String) -> MustacheTemplate {
        _ = escapers
        do {
            return try MustacheTemplate(string: text)
        } catch {
            preconditionFailure("A template of the report is wrong: \(error)")
        }
    }
}
