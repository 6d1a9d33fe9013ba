import Foundation

/// What a browser would send of a page's form: the names and values of its controls, read from the markup.
package struct PageFields {
    /// Hidden and written fields, chosen options, ticked boxes; no button.
    package let fields: [String: String]
    /// The values of its buttons named `action`.
    package let actions: [String]

    package init(_ html: String, form identifier: String = "builder") {
        let form = html.components(separatedBy: "<form id=\"\(identifier)\"").dropFirst().first ?? ""
        let markup = form.components(separatedBy: "</form>").first ?? ""
        var fields: [String: String] = [:]
        var actions: [String] = []
        var select: String?
        for piece in markup.components(separatedBy: "<").dropFirst() {
            let tag = piece.components(separatedBy: ">").first ?? ""
            let name = PageFields.attribute("name", of: tag)
            let value = PageFields.attribute("value", of: tag) ?? ""
            if tag.hasPrefix("select"), let name { select = name }
            if tag.hasPrefix("option"), let select, tag.hasSuffix(" selected") || fields[select] == nil {
                fields[select] = value
            }
            if tag.hasPrefix("input"), let name, !tag.contains("type=\"checkbox\"") || tag.contains(" checked") {
                fields[name] = value
            }
            if tag.hasPrefix("button"), name == "action" { actions.append(value) }
        }
        self.fields = fields
        self.actions = actions
    }

    private static func attribute(_ name: String, of tag: String) -> String? {
        guard
            let raw = tag.components(separatedBy: " \(name)=\"").dropFirst().first?.components(separatedBy: "\"").first
        else { return nil }
        return raw.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
