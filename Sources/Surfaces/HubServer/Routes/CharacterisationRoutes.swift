import Feasibility
import Foundation
import HTTPTypes
import HealthModel
import Hummingbird
import Portal

/// Who is in a question's cohort, and what was recorded around entry.
///
/// | method | path | permission | effect |
/// |---|---|---|---|
/// | GET | `/{language}/questions/{name}/description?against=` | all | the page; journalled when it is computed |
/// | GET | `/{language}/questions/{name}/description.csv?against=` | all | the same figures |
///
/// `against` is another question's name, or `everyone-else`.
struct CharacterisationRoutes: Sendable {
    let hub: Hub
    let pool: WorkPool

    func add(to router: Router<PortalContext>) {
        for language in Language.allCases {
            let group = router.group("\(language.rawValue)/questions/:name")
            group.get("description") { request, context in
                let name = try context.parameters.require("name")
                let against = request.uri.queryParameters["against"].map(String.init)
                let page = try await pool.offload { try self.page(name, against: against) }
                return Response(page: page.layout, language: language)
            }
            group.get("description.csv") { request, context in
                let name = try context.parameters.require("name")
                let against = request.uri.queryParameters["against"].map(String.init)
                let bytes = try await pool.offload { try file(name, against: against, language) }
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "text/csv; charset=utf-8",
                        .contentDisposition: "attachment; filename=\"description.csv\"",
                    ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            }
        }
    }

    private func answer(_ name: String, against: String?) throws -> CharacterisationAnswer {
        let question = try hub.question(named: name)
        guard let against else { return try hub.descriptions.answer(question, against: nil) }
        guard against != CharacterisationBook.everyoneElse else {
            return try hub.descriptions.answer(question, against: nil, isAgainstEveryone: true)
        }
        return try hub.descriptions.answer(question, against: try hub.question(named: against))
    }

    private func file(_ name: String, against: String?, _ language: Language) throws -> Data {
        switch try answer(name, against: against) {
        case .granted(let characterisation): return characterisation.csv(language)
        case .refused(let reason): return Data((reason.words(language) + "\n").utf8)
        }
    }

    private func page(_ name: String, against: String?) throws -> CharacterisationPage {
        let question = try hub.question(named: name)
        let others = try hub.questions.questions().filter { $0.name != name }
        let peers =
            [
                (Phrase(fr: "personne", en: "nobody"), nil),
                (Phrase(fr: "tous les autres", en: "everyone else"), CharacterisationBook.everyoneElse),
            ] + others.map { ($0.title, Optional($0.name)) }
        return CharacterisationPage(
            title: question.title, answer: try answer(name, against: against),
            place: .characterisation(name: name, against: against), back: .question(name: name),
            peers: { language in
                peers.map { label, peer in
                    CharacterisationPage.Choice(
                        label: label, path: Links.characterisation(name: name, against: peer).path(language),
                        isCurrent: peer == against)
                }
            },
            files: { language in
                [
                    CharacterisationPage.Choice(
                        label: Phrase(fr: "Tous les chiffres (CSV)", en: "Every figure (CSV)"),
                        path: Links.characterisationFile(name: name, against: against).path(language))
                ]
            })
    }
}
