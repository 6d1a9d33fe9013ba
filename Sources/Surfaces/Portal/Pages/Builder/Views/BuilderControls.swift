import HealthModel

/// The inputs of the builder: each with its label, its error and what was typed; ids are field names.
struct BuilderControls {
    let language: Language
    let typed: [String: String]
    let errors: [String: Phrase]
    /// The field or button that the page goes to when it opens.
    let focus: String?

    struct Option {
        let value: String
        let label: Phrase

        init(_ value: String, _ label: Phrase) {
            self.value = value
            self.label = label
        }

        init(_ value: String, fr: String, en: String) { self.init(value, Phrase(fr: fr, en: en)) }
    }

    enum Kind: String {
        case text
        case date
        /// Numbers are text to the browser: a comma, or a word, is then answered with a sentence, not with silence.
        case number
    }

    func say(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en).words(language) }

    func input(_ name: String, _ label: Phrase, _ value: String, _ kind: Kind = .text, isLabelHidden: Bool = false)
        -> HTML
    {
        let type: HTML = kind == .date ? "date" : "text"
        let mode: HTML = kind == .number ? " inputmode=\"decimal\" size=\"6\"" : .empty
        return """
            <span class="field">\(self.label(name, label, isLabelHidden))\
            <input id="\(name)" name="\(name)" type="\(type)"\(mode) autocomplete="off" value="\(typed[name] ?? value)"\
            \(state(name))>\(error(name))</span>
            """
    }

    func select(_ name: String, _ label: Phrase, _ options: [Option], _ selected: String, isLabelHidden: Bool = false)
        -> HTML
    {
        """
        <span class="field">\(self.label(name, label, isLabelHidden))<select id="\(name)" name="\(name)"\(state(name))>
        \(options.map { option in
            """
            <option value="\(option.value)"\(option.value == selected ? " selected" as HTML : .empty)>\
            \(option.label.words(language))</option>
            """ as HTML
        })
        </select>\(error(name))</span>
        """
    }

    func check(_ name: String, _ label: Phrase, _ isOn: Bool) -> HTML {
        """
        <span class="field check"><input id="\(name)" name="\(name)" type="checkbox" value="1"\
        \(isOn ? " checked" as HTML : .empty)\(state(name))><label for="\(name)">\(label.words(language))</label></span>
        """
    }

    /// A button that sends the form; `of` says of what, for those who do not see where it stands.
    func button(_ action: String, _ label: Phrase, of part: String = "", isQuiet: Bool = true) -> HTML {
        let hidden: HTML = part.isEmpty ? .empty : "<span class=\"unseen\"> – \(part)</span>"
        return """
            <button type="submit" id="\(action)" name="action" value="\(action)"\
            \(isQuiet ? " class=\"small\"" as HTML : .empty)\(focus == action ? " autofocus" as HTML : .empty)>\
            \(label.words(language))\(hidden)</button>
            """
    }

    private func label(_ name: String, _ label: Phrase, _ isHidden: Bool) -> HTML {
        """
        <label for="\(name)"\(isHidden ? " class=\"unseen\"" as HTML : .empty)>\(label.words(language))</label>
        """
    }

    private func state(_ name: String) -> HTML {
        let invalid: HTML =
            errors[name] == nil ? .empty : " aria-invalid=\"true\" aria-describedby=\"\(name)-error\""
        return focus == name ? "\(invalid) autofocus" : invalid
    }

    private func error(_ name: String) -> HTML {
        guard let message = errors[name] else { return .empty }
        return "<span class=\"error\" id=\"\(name)-error\">\(message.words(language))</span>"
    }
}
