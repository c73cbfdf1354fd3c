import Foundation
import RetraceCore
import RetraceStatistics
import Testing

@testable import RetraceWriters

/// The report in a real browser: Debian's Chromium without a window.
@Suite(.serialized) struct ReportBrowserTests {
    /// Runs a program and gives what it wrote to standard output and standard error.
    private func run(_ program: String, _ arguments: [String]) throws -> (output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(program) ended with \(process.terminationStatus)")
        return try (String(contentsOf: output, encoding: .utf8), String(contentsOf: errors, encoding: .utf8))
    }

    private func browse(_ page: String, _ arguments: [String]) throws -> (output: String, errors: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "report.html")
        try page.write(to: file, atomically: true, encoding: .utf8)
        let common = [
            "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--user-data-dir=\(folder.path)/profile",
        ]
        return try run("chromium", common + arguments + ["file://\(file.path)"])
    }

    private let hostile = "<script>document.title='owned'</script>\"'\u{202E}" + String(repeating: "y", count: 10_000)

    /// A frame of a width, in which the page is measured once it is there, and what was found as text.
    private func measuring(_ page: String, width: Int) -> String {
        let source = TextEscaper.html(page.replacingOccurrences(of: "default-src 'none'; ", with: ""))
        return """
            <!DOCTYPE html><body><iframe width="\(width)" height="4000" srcdoc="\(source)"></iframe><p id="found"></p>
            <script>
            onload = () => {
              const page = document.querySelector("iframe").contentDocument, out = [];
              const wide = page.documentElement.clientWidth;
              out.push("scroll=" + (page.documentElement.scrollWidth <= wide));
              const plots = [...page.querySelectorAll("svg[role=img]")];
              out.push("plots=" + plots.length);
              out.push("clipped=" + plots.filter(plot => { const box = plot.getBoundingClientRect();
                return box.width < 20 || box.height < 10 || box.left < 0 || box.right > wide + 0.5; }).length);
              out.push("words=" + [...page.querySelectorAll("figure svg text")].filter(word => {
                const box = word.getBoundingClientRect(), plot = word.closest("svg").getBoundingClientRect();
                return box.left < plot.left - 1 || box.right > plot.right + 1; }).length);
              out.push("scripts=" + page.scripts.length);
              out.push("links=" + page.querySelectorAll("[src],link,object,iframe,form").length);
              document.getElementById("found").textContent = out.join(" ");
            };
            </script></body>
            """
    }

    @Test(arguments: [360, 1440])
    func plotsAreThereAndNothingIsClipped(width: Int) throws {
        let page = Report(ReportTests.input(advertiser: hostile)).html
        let (output, errors) = try browse(
            measuring(page, width: width), ["--window-size=\(width + 40),4200", "--dump-dom"])
        let found = "scroll=true plots=7 clipped=0 words=0 scripts=0 links=0"
        let seen = output.components(separatedBy: "<p id=\"found\">").last?.prefix(120) ?? ""
        #expect(seen.hasPrefix(found), "\(seen)")
        #expect(!errors.contains("CONSOLE"), "\(errors)")
    }

    @Test func thePageIsQuietAndItsNumbersAreTheResults() throws {
        let input = ReportTests.input(advertiser: hostile)
        let (output, errors) = try browse(Report(input).html, ["--dump-dom"])
        #expect(!errors.contains("CONSOLE"), "\(errors)")
        #expect(output.contains("<title>People affected before 17 September 2019 UTC</title>"))
        #expect(!output.contains("http://") && !output.contains("https://"))
        let cells = output.matches(of: /<td class="n">([^<]*)<\/td>/).map { String($0.output.1) }
        #expect(cells.count > 60)
        let json = String(decoding: try ResultEncoder.encode(input.result), as: UTF8.self)
        let known = Set(json.matches(of: /: (\d+)/).map { Figures.count(UInt64($0.output.1) ?? 0) } + ["–"])
        for cell in cells {
            let numbers = cell == "–" ? [cell] : cell.components(separatedBy: "–")
            #expect(numbers.allSatisfy(known.contains), "\(cell)")
        }
    }

    @Test func printsToPagesWithWholeTables() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "report.pdf").path
        _ = try browse(Report(ReportTests.input()).html, ["--no-pdf-header-footer", "--print-to-pdf=\(file)"])
        let text = try run("pdftotext", ["-layout", file, "-"]).output
        let pages = text.components(separatedBy: "\u{C}").dropLast()
        #expect(pages.count >= 2)
        let first = try #require(pages.first)
        #expect(["At risk", "Solely matched", "Reached", "Disclosed"].allSatisfy(first.contains))
        let streams = try #require(pages.first { $0.contains("What was read of each stream") })
        #expect(LogStream.allCases.allSatisfy { streams.contains($0.name) })
    }

    /// However long a table is, each of its rows stands on one page with all its lines, and every page has the headings.
    @Test(arguments: ["A4", "letter"]) func rowsAreNotCutBetweenPages(paper: String) throws {
        var input = ReportTests.input()
        input.files = (100..<300).map { number in
            ReportFile(
                name: "matches/day-\(number)/part.jsonl", stream: "matches", bytes: 1000,
                sha256: String(repeating: "0", count: 64),
                lines: 1, rejected: 0, damage: "ends early: mark\(number)")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "report.pdf").path
        let page = Report(input).html.replacing("@page { margin", with: "@page { size: \(paper); margin")
        _ = try browse(page, ["--no-pdf-header-footer", "--print-to-pdf=\(file)"])
        let text = try run("pdftotext", ["-layout", file, "-"]).output
        let pages = text.components(separatedBy: "\u{C}").dropLast()
        var seen = 0
        for page in pages {
            let names = page.matches(of: /day-(\d+)/).map { String($0.output.1) }
            #expect(names == page.matches(of: /mark(\d+)/).map { String($0.output.1) })
            #expect(names.isEmpty || page.contains("Rejected"), "a page without headings")
            seen += names.count
        }
        #expect(seen == 200)
    }
}
