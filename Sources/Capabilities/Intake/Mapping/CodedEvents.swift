/// Events of a source that carry a code, in a temporary table of fixed columns, on their way to the OMOP table that the
/// domain of the standard concept says: the CIM-10 code of a chemotherapy session is a procedure.
///
/// Columns of the table: `person_id`, `ordinal`, `code`, `start_date`, `start_time`, `end_date`, `end_time`, `quantity`,
/// `visit_id`, `status_concept_id`, `status_value`, `delivery`.
struct CodedEvents {
    /// The temporary table: `claims_procedure`.
    let table: String
    let system: CodeSystem
    let source: EventNumbering.Source
    /// Its selects use this part and the next three.
    let part: Int
    /// Where events whose code has no standard concept go.
    let home: Home
    /// How we know: a type concept of OMOP.
    let typeConceptID: Int

    enum Home: String, CaseIterable {
        case condition = "Condition"
        case procedure = "Procedure"
        case measurement = "Measurement"
        case observation = "Observation"
    }

    /// After the table itself.
    var preparation: String { system.lookup(for: table) }

    /// One select for each OMOP table that may receive events; laboratory acts stay measurements whatever they map to.
    var mappedTables: [MappedTable] {
        if home == .measurement { return [mapped(to: .measurement, where: "true")] }
        return Home.allCases.map { destination in
            let domains = Home.allCases.filter { $0 != .observation }.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            let domain = "coalesce(m.domain_id, '\(home.rawValue)')"
            return mapped(
                to: destination,
                where: destination == .observation
                    ? "\(domain) NOT IN (\(domains))" : "\(domain) = '\(destination.rawValue)'")
        }
    }

    private func mapped(to destination: Home, where condition: String) -> MappedTable {
        let index = Home.allCases.firstIndex(of: destination) ?? 0
        let id = EventNumbering.expression(
            source, part: part + index, ordinal: "e.ordinal", target: "coalesce(m.target_ordinal, 0)")
        return OMOPSelect.mapped(
            tableName(destination), values(destination, id: id), delivery: "e.delivery",
            from: "\(table) e LEFT JOIN \(table)_code m ON m.code = e.code WHERE \(condition)")
    }

    private func tableName(_ destination: Home) -> String {
        switch destination {
        case .condition: "condition_occurrence"
        case .procedure: "procedure_occurrence"
        case .measurement: "measurement"
        case .observation: "observation"
        }
    }

    private func values(_ destination: Home, id: String) -> [String: String] {
        let prefix = destination.rawValue.lowercased()
        let whole = tableName(destination)
        var values = [
            "\(whole)_id": id,
            "person_id": "e.person_id",
            "\(prefix)_concept_id": "coalesce(m.concept_id, 0)",
            "\(prefix)_type_concept_id": "\(typeConceptID)",
            "visit_occurrence_id": "e.visit_id",
            "\(prefix)_source_value": "e.code",
            "\(prefix)_source_concept_id": "coalesce(m.source_concept_id, 0)",
        ]
        switch destination {
        case .condition:
            values["condition_start_date"] = "e.start_date"
            values["condition_start_datetime"] = "e.start_time"
            values["condition_end_date"] = "e.end_date"
            values["condition_end_datetime"] = "e.end_time"
            values["condition_status_concept_id"] = "e.status_concept_id"
            values["condition_status_source_value"] = "e.status_value"
        case .procedure:
            values["procedure_date"] = "e.start_date"
            values["procedure_datetime"] = "e.start_time"
            values["procedure_end_date"] = "e.end_date"
            values["procedure_end_datetime"] = "e.end_time"
            values["quantity"] = "e.quantity"
        case .measurement:
            values["measurement_date"] = "e.start_date"
            values["measurement_datetime"] = "e.start_time"
        case .observation:
            values["observation_date"] = "e.start_date"
            values["observation_datetime"] = "e.start_time"
        }
        return values
    }
}
