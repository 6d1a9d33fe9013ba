extension ConceptSearchIndex {
    /// Finds concepts. When nothing matches as written, words written apart are tried together, and then one typing
    /// error is forgiven in each word of five letters or more.
    package func search(_ query: ConceptQuery) -> ConceptSearchResult {
        let text = ConceptSearchIndex.cut(query.text)
        var folder = WordFolder()
        folder.fold(text)
        let words = ConceptSearchIndex.distinct(
            folder.words.prefix(ConceptQuery.wordCountMax).map { Array(folder.bytes[$0]) })
        var sift = ConceptSift(index: self, query: query)
        guard !text.allSatisfy(\.isWhitespace) else {
            sift.takeEverything()
            return sift.result(isForgiven: false)
        }
        let isOneRun = text.split(whereSeparator: \.isWhitespace).count == 1
        takeExactly(text, isOneRun: isOneRun, &sift)
        if !words.isEmpty { sift.take(words.map { matches($0) }, wordCount: words.count) } else { sift.takeCodes() }
        if sift.total > 0 { return sift.result(isForgiven: false) }
        for place in words.indices.dropLast() {
            var joined = words
            joined[place] += joined.remove(at: place + 1)
            let found = joined.map { matches($0) }
            guard found.allSatisfy({ !$0.begun.isEmpty }) else { continue }
            sift.take(found, wordCount: joined.count)
            if sift.total > 0 { return sift.result(isForgiven: true) }
        }
        let forgiven = words.map { matchesWithErrors($0) }
        if forgiven.allSatisfy({ !$0.begun.isEmpty }), !forgiven.isEmpty {
            sift.take(forgiven, wordCount: words.count)
        }
        return sift.result(isForgiven: true)
    }

    /// The concept of an identifier, the concepts of a code, and of codes that begin so.
    private func takeExactly(_ text: String, isOneRun: Bool, _ sift: inout ConceptSift) {
        var code: [UInt8] = []
        WordFolder.squeezed(Array(text.utf8), into: &code)
        guard !code.isEmpty else { return }
        if code.allSatisfy(WordFolder.isDigit), let id = Int(String(decoding: code, as: UTF8.self)),
            let rank = rank(of: id)
        {
            sift.takeExact(rank)
        }
        for place in codes(code, asBeginning: false) { sift.takeExact(Int(image.byCode[place])) }
        if isOneRun, code.count >= ConceptSearchIndex.codeBeginningMin, code.contains(where: WordFolder.isDigit) {
            sift.addCodes(codes(code, asBeginning: true))
        }
    }

    /// A shorter beginning of a code says too little.
    static let codeBeginningMin = 3

    private func matches(_ word: [UInt8]) -> WordMatches {
        word.withUnsafeBufferPointer { word in
            let found = words(beginningWith: word)
            var matches = WordMatches()
            if !found.range.isEmpty { matches.begun = [found.range] }
            if found.isWhole { matches.whole = [found.range.prefix(1)] }
            return matches
        }
    }

    /// The words at one error at most from a word.
    private func matchesWithErrors(_ word: [UInt8]) -> WordMatches {
        var all = matches(word)
        TypingErrors.neighbours(of: word) { neighbour in
            let found = words(beginningWith: neighbour)
            if !found.range.isEmpty { all.begun.append(found.range) }
            if found.isWhole { all.whole.append(found.range.prefix(1)) }
        }
        return all
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= ConceptQuery.textBytesMax
            ? text : String(decoding: text.utf8.prefix(ConceptQuery.textBytesMax), as: UTF8.self)
    }

    private static func distinct(_ words: [[UInt8]]) -> [[UInt8]] {
        var kept: [[UInt8]] = []
        for word in words where !kept.contains(word) { kept.append(word) }
        return kept
    }
}

extension Range<Int> {
    /// The first numbers of a range.
    fileprivate func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
