import Foundation
import Testing

@testable import HubServer

@Suite struct FormBodyTests {
    @Test func readsFieldsAsBrowsersSendThem() throws {
        let fields = try FormBody.fields(Data("a=1&b=x+y%26z&c=%C3%A9t%C3%A9&d=&e&a=2".utf8))
        #expect(fields == ["a": "2", "b": "x y&z", "c": "été", "d": "", "e": ""])
        #expect(try FormBody.fields(Data()).isEmpty)
    }

    @Test(arguments: ["a=%", "a=%2", "a=%zz", "a=%FF", "%C3=1"]) func refusesWhatIsNoForm(text: String) {
        #expect(throws: RequestRefusal.badForm) { try FormBody.fields(Data(text.utf8)) }
    }

    @Test func fieldsHaveALimit() {
        let body = (0...FormBody.fieldCountMax).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: RequestRefusal.badForm) { try FormBody.fields(Data(body.utf8)) }
    }

    private static let multipart = [
        "--x", "Content-Disposition: form-data; name=\"file\"; filename=\"a.json\"", "Content-Type: application/json",
        "", "{\"a\":\r\n1}", "--x", "Content-Disposition: form-data; name=\"definition\"", "", "", "--x--", "",
    ]
    .joined(separator: "\r\n")

    @Test func readsFilesOfAForm() throws {
        let parts = try FormBody.parts(Data(Self.multipart.utf8), contentType: "multipart/form-data; boundary=x")
        #expect(parts.keys.sorted() == ["definition", "file"])
        #expect(parts["file"] == Data("{\"a\":\r\n1}".utf8))
        #expect(parts["definition"] == Data())
    }

    @Test(arguments: [
        "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other",
    ]) func refusesPartsWithoutTheirBoundary(type: String) {
        #expect(throws: RequestRefusal.badForm) { try FormBody.parts(Data(Self.multipart.utf8), contentType: type) }
    }
}
