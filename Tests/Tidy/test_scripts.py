"""Each rule of the check scripts finds what it forbids and leaves what it allows. Run: scripts/tidy.py --self-test"""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "scripts"))

import check_imports  # noqa: E402
import check_rings  # noqa: E402
import tidy  # noqa: E402

ENGINE = "Sources/Engines/A/A.swift"


def findings(files):
    """What tidy says of a project made of these files."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return list(tidy.check(root))


def target(name, folder, *uses):
    return name, {
        "name": name, "path": folder, "type": "regular", "dependencies": [{"byName": [used, None]} for used in uses]}


class Words(unittest.TestCase):
    def test_each_banned_word_is_found_in_code_only(self):
        for word in [
            "print(1)", "Date()", "Date.now", "UUID()", "Task.detached {}", "try! f()", "x as! Int", "Int.random(in: 0..<9)",
            "list.shuffled()", "Nominative(1)", "Nominative<Int>(1)", "Pseudonymised(fromKeyHolder: 1)",
            "Releasable(1)", "Releasable<[Int]>(1)",
        ]:
            self.assertEqual(len(findings({ENGINE: f"func f() {{\n    {word}\n}}\n"})), 1, word)
            for harmless in (f"// {word}", f'let a = "{word}"', f'let a = """\n    {word}\n    """', f"/* {word} */"):
                self.assertEqual(findings({ENGINE: harmless + "\n"}), [], harmless)

    def test_code_between_strings_is_still_code(self):
        text = 'let a = "\\(b["x"] ?? "y")"; print("z")\n'
        self.assertEqual(len(findings({ENGINE: text})), 1)

    def test_likenesses_are_left_alone(self):
        for text in [
            "blueprint(1)", "Date(timeIntervalSince1970: 0)", "try? f()", "a as? Int", "func printer() {}",
            "Int.random(in: 0..<9, using: &generator)", "var a: Nominative<Int>", "output.print(1)",
        ]:
            self.assertEqual(findings({ENGINE: text + "\n"}), [], text)

    def test_places_that_may_are_left_alone(self):
        self.assertEqual(
            findings({
                "Sources/Executables/hub/Main.swift": "print(1)\n",
                "Sources/Kernel/HealthModel/Surroundings.swift": "Date()\n",
                "Sources/Engines/DisclosureControl/A.swift": "Releasable(1)\n",
                "Sources/Capabilities/Intake/A.swift": "Pseudonymised(fromKeyHolder: 1)\n",
                "Sources/KeyHolder/IdentityVault/A.swift": "Nominative(1)\n",
                "Tests/A/A.swift": "UUID(); try! f(); Releasable(1)\n",
            }), [])

    def test_escapes_from_the_compiler_need_their_reason(self):
        for escape in ("final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1"):
            self.assertEqual(len(findings({ENGINE: escape + "\n"})), 1)
            self.assertEqual(findings({ENGINE: f"// Safe because it is.\n\n\n{escape}\n"}), [])
            self.assertEqual(len(findings({ENGINE: f"// Safe because it is.\n\n\n\n{escape}\n"})), 1)


class Files(unittest.TestCase):
    def test_length_is_limited_unless_it_is_data(self):
        self.assertEqual(findings({ENGINE: "\n" * 500}), [])
        self.assertEqual(len(findings({ENGINE: "\n" * 501})), 1)
        self.assertEqual(findings({ENGINE: "// Data: codes of the standard.\n" + "\n" * 600}), [])

    def test_bytes_are_limited(self):
        self.assertEqual(findings({"a.csv": "x" * 1_000_000}), [])
        self.assertEqual(len(findings({"a.csv": "x" * 1_000_001})), 1)

    def test_empty_words_for_folders_are_found(self):
        self.assertEqual(len(findings({"Sources/Engines/A/Utils/A.swift": ""})), 1)
        self.assertEqual(findings({"Sources/Engines/A/Utility.swift": ""}), [])

    def test_paths_of_a_machine_and_things_to_do_are_found(self):
        for text in ("/wo" "rk/x", "a = '/ro" "ot/x'", "(/wo" "rk/shared)"):
            self.assertEqual(len(findings({"Docs/a.md": text})), 1, text)
        for text in ("https://example.org/wo" "rk/x", "net/wo" "rk/", "~/ro" "ot/"):
            self.assertEqual(findings({"Docs/a.md": text}), [], text)
        self.assertEqual(len(findings({ENGINE: "// TO" "DO: later\n"})), 1)

    def test_top_level_declarations_need_words(self):
        for declaration in (
            "package struct A {}", "package final class A {}", "package enum A {}", "package protocol A {}",
            "package func a() {}", "package typealias A = Int", "public actor A {}",
        ):
            self.assertEqual(len(findings({ENGINE: declaration + "\n"})), 1, declaration)
            self.assertEqual(findings({ENGINE: f"/// Words.\n@frozen\n{declaration}\n"}), [], declaration)
        self.assertEqual(findings({ENGINE: "struct A {}\nextension B {}\n"}), [])

    def test_error_codes_are_unique(self):
        text = "enum A: HubError {\n    var code: String {\n        switch self {\n        case .a: \"a.b-c\"\n        }\n    }\n}\n"
        twin = findings({ENGINE: text, "Sources/Engines/B/B.swift": text})
        self.assertEqual(twin, ["Sources/Engines/B/B.swift:4: error code a.b-c is also at Sources/Engines/A/A.swift:4"])
        other = text.replace("a.b-c", "a.b-d")
        self.assertEqual(findings({ENGINE: text, "Sources/Engines/B/B.swift": other}), [])


class Rings(unittest.TestCase):
    def problems(self, *targets):
        return list(check_rings.problems_in(dict(targets)))

    def test_arrows_point_inwards(self):
        model = target("Model", "Sources/Kernel/Model")
        engine = target("Engine", "Sources/Engines/Engine", "Model")
        self.assertEqual(self.problems(model, engine), [])
        outwards = target("Model", "Sources/Kernel/Model", "Engine")
        self.assertEqual(len(self.problems(outwards, target("Engine", "Sources/Engines/Engine"))), 1)
        beside = target("Other", "Sources/Engines/Other", "Engine")
        self.assertEqual(self.problems(model, engine, beside), [])

    def test_only_the_key_holder_reaches_the_vault(self):
        vault = target("IdentityVault", "Sources/KeyHolder/IdentityVault")
        program = target("keyholder", "Sources/Executables/keyholder", "IdentityVault")
        tests = target("VaultTests", "Tests/VaultTests", "IdentityVault")
        self.assertEqual(self.problems(vault, program, tests), [])
        self.assertEqual(len(self.problems(vault, target("hub", "Sources/Executables/hub", "IdentityVault"))), 1)
        between = target("Web", "Sources/Surfaces/Web", "IdentityVault")
        through = target("hub", "Sources/Executables/hub", "Web")
        self.assertGreaterEqual(len(self.problems(vault, between, through)), 2)

    def test_who_sees_identities_sees_no_health_data(self):
        intake = target("Intake", "Sources/Capabilities/Intake")
        vault = target("IdentityVault", "Sources/KeyHolder/IdentityVault", "Intake")
        self.assertEqual(len(self.problems(intake, vault)), 1)

    def test_targets_lie_in_rings_and_folders_in_targets(self):
        self.assertEqual(len(self.problems(target("A", "Sources/A"))), 1)
        self.assertEqual(len(self.problems(target("A", "Sources/Elsewhere/A"))), 1)
        targets = dict([target("A", "Sources/Engines/A")])
        self.assertEqual(list(check_rings.unbuilt([ENGINE], targets)), [])
        self.assertEqual(len(list(check_rings.unbuilt(["Tests/BTests/B.swift", "Tests/BTests/C.swift"], targets))), 1)


class Imports(unittest.TestCase):
    def test_undeclared_imports_are_found_in_every_form(self):
        text = "import Foundation\npackage import Known\n@testable import Other\nimport struct Third.Name\n// import Fourth\n"
        found = list(check_imports.problems_in("A.swift", text, "A", {"A", "Known"}))
        self.assertEqual([problem.split(": ")[0] for problem in found], ["A.swift:3", "A.swift:4"])


if __name__ == "__main__":
    unittest.main()
