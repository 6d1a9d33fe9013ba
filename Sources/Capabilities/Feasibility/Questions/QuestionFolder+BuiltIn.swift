import Foundation

extension QuestionFolder {
    /// The questions that come with the hub: six of the shape that trials ask.
    package static var builtIn: QuestionFolder {
        QuestionFolder(Bundle.module.bundleURL.appending(path: "questions"))
    }
}
