import Foundation
import RetraceCase
import RetraceCore
import RetraceHost

/// An export with a file for each country. Names are the countries', with every byte that isn't a letter, digit, `-` or
/// `_` of ASCII as `%` and two hex digits: a country is a text from the logs, and must not lead out of the folder.
struct CountryFiles {
    let folder: String
    let text: ExportText
    let format: ExportText.Format

    /// Bytes of a name past which countries are numbered instead: file systems take no more than 255.
    private static let nameBytesMax = 200

    /// Writes rows that come in the order of countries. Makes the folder where there is none.
    func write(_ selection: CaseSelection, of reader: CaseReader) throws {
        do {
            try FileSystem.makeFolder(folder)
        } catch {
            throw RetraceError(.inputOutput, "The folder '\(folder)' cannot be made: \(error).")
        }
        var open: (country: String, file: PrivateFile)?
        var long = 0
        try reader.forEach(selection) { row in
            let country = row.country ?? "unknown"
            if open.map({ $0.country.utf8.elementsEqual(country.utf8) }) != true {
                try open?.file.finish()
                var name = CountryFiles.name(country)
                if name.utf8.count > CountryFiles.nameBytesMax {
                    long += 1
                    name = "%long-\(long)"
                }
                let file = try PrivateFile("\(folder)/\(name).\(format.rawValue)")
                try file.append(text.header)
                open = (country, file)
            }
            try open?.file.append(text.line(row))
        }
        try open?.file.finish()
    }

    private static func name(_ country: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        return country.addingPercentEncoding(withAllowedCharacters: plain) ?? "unknown"
    }
}
