import ArgumentParser

@main
struct HubProgram {
    static func main() async {
        await HubCommand.main()
    }
}

/// The hub's command line; the key holder's is another program.
struct HubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub",
        abstract: "A health data hub: from raw databases to a catalogue and safe patient counts.",
        discussion: """
            Everything the hub keeps is under one folder: --home, else HUB_HOME, else hub-data/.

            EXAMPLES
              hub demo --persons 20000            the whole main job on a synthetic country
              hub holder seal --source national-claims --keyholder keyholder.public --out sent raw/claims
              hub intake sent/delivery --crosswalk crosswalk.sealed
              hub publish
              hub cohort count 01-type-2-diabetes-trial
              hub serve
            """,
        version: CodeVersion.text,
        groupedSubcommands: [
            CommandGroup(name: "Try it:", subcommands: [DemoCommand.self, SimulateCommand.self]),
            CommandGroup(
                name: "Data holder:", subcommands: [HolderCommand.self, ScanCommand.self, ValidateCommand.self]),
            CommandGroup(
                name: "Operator:",
                subcommands: [
                    AddressCommand.self, TrustCommand.self, SourcesCommand.self, IntakeCommand.self,
                    DeliveriesCommand.self,
                    WithdrawCommand.self, PublishCommand.self, ReleasesCommand.self, ImportCommand.self,
                    VocabularyCommand.self, IndexCommand.self, JournalCommand.self, ServeCommand.self,
                ]),
            CommandGroup(
                name: "Research:",
                subcommands: [CohortCommand.self, ConceptCommand.self, LinkCommand.self, MeasureCommand.self]),
        ])
}

/// The version that releases name: of the code, not of the data.
enum CodeVersion {
    static let text = "0.1.0"
}
