/// The tables of OMOP CDM 5.4, from the published field list (OHDSI CommonDataModel, `OMOP_CDMv5.4_Field_Level.csv`).
package enum OMOPVersion54 {
    package static let version = "v5.4"

    /// Every table, in the published order.
    package static let tables: [OMOPTable] = facts.split(separator: "\n").map(table(of:))

    package static func table(_ name: String) -> OMOPTable? { tablesByName[name] }

    /// The tables of concepts: the same in every release, and not made from the sources.
    package static let vocabularyTables: Set<String> = [
        "concept", "vocabulary", "domain", "concept_class", "concept_relationship", "relationship", "concept_synonym",
        "concept_ancestor", "source_to_concept_map", "drug_strength",
    ]

    private static let tablesByName = Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }

    /// Reads `person: person_id! integer pk, gender_concept_id! integer ->concept, …`: `!` required, `pk` primary key,
    /// `->` the table referred to, `text50` a text of at most 50 characters.
    private static func table(of line: Substring) -> OMOPTable {
        let parts = line.split(separator: ": ", maxSplits: 1)
        precondition(parts.count == 2, "A line of facts is a table's name and its fields.")
        let fields = parts[1].split(separator: ",").map { field(of: $0) }
        return OMOPTable(name: String(parts[0]), fields: fields)
    }

    private static func field(of text: Substring) -> OMOPField {
        let words = text.split(separator: " ")
        precondition(words.count >= 2, "A field has a name and a type.")
        let isRequired = words[0].hasSuffix("!")
        let reference = words.first { $0.hasPrefix("->") }
        return OMOPField(
            name: String(isRequired ? words[0].dropLast() : words[0]),
            kind: kind(of: words[1]),
            isRequired: isRequired,
            isPrimaryKey: words.contains("pk"),
            foreignKeyTable: reference.map { String($0.dropFirst(2)) })
    }

    private static func kind(of word: Substring) -> OMOPField.Kind {
        switch word {
        case "integer": return .integer
        case "number": return .number
        case "date": return .date
        case "datetime": return .datetime
        default:
            precondition(word.hasPrefix("text"), "A field's type is integer, number, date, datetime or text.")
            return .text(lengthMax: Int(word.dropFirst(4)))
        }
    }

    private static let facts = """
        person: person_id! integer pk, gender_concept_id! integer ->concept, year_of_birth! integer, \
        month_of_birth integer, day_of_birth integer, birth_datetime datetime, race_concept_id! integer ->concept, \
        ethnicity_concept_id! integer ->concept, location_id integer ->location, provider_id integer ->provider, \
        care_site_id integer ->care_site, person_source_value text50, gender_source_value text50, \
        gender_source_concept_id integer ->concept, race_source_value text50, \
        race_source_concept_id integer ->concept, ethnicity_source_value text50, \
        ethnicity_source_concept_id integer ->concept
        observation_period: observation_period_id! integer pk, person_id! integer ->person, \
        observation_period_start_date! date, observation_period_end_date! date, \
        period_type_concept_id! integer ->concept
        visit_occurrence: visit_occurrence_id! integer pk, person_id! integer ->person, \
        visit_concept_id! integer ->concept, visit_start_date! date, visit_start_datetime datetime, \
        visit_end_date! date, visit_end_datetime datetime, visit_type_concept_id! integer ->concept, \
        provider_id integer ->provider, care_site_id integer ->care_site, visit_source_value text50, \
        visit_source_concept_id integer ->concept, admitted_from_concept_id integer ->concept, \
        admitted_from_source_value text50, discharged_to_concept_id integer ->concept, \
        discharged_to_source_value text50, preceding_visit_occurrence_id integer ->visit_occurrence
        visit_detail: visit_detail_id! integer pk, person_id! integer ->person, \
        visit_detail_concept_id! integer ->concept, visit_detail_start_date! date, \
        visit_detail_start_datetime datetime, visit_detail_end_date! date, visit_detail_end_datetime datetime, \
        visit_detail_type_concept_id! integer ->concept, provider_id integer ->provider, \
        care_site_id integer ->care_site, visit_detail_source_value text50, \
        visit_detail_source_concept_id integer ->concept, admitted_from_concept_id integer ->concept, \
        admitted_from_source_value text50, discharged_to_source_value text50, \
        discharged_to_concept_id integer ->concept, preceding_visit_detail_id integer ->visit_detail, \
        parent_visit_detail_id integer ->visit_detail, visit_occurrence_id! integer ->visit_occurrence
        condition_occurrence: condition_occurrence_id! integer pk, person_id! integer ->person, \
        condition_concept_id! integer ->concept, condition_start_date! date, condition_start_datetime datetime, \
        condition_end_date date, condition_end_datetime datetime, condition_type_concept_id! integer ->concept, \
        condition_status_concept_id integer ->concept, stop_reason text20, provider_id integer ->provider, \
        visit_occurrence_id integer ->visit_occurrence, visit_detail_id integer ->visit_detail, \
        condition_source_value text50, condition_source_concept_id integer ->concept, \
        condition_status_source_value text50
        drug_exposure: drug_exposure_id! integer pk, person_id! integer ->person, drug_concept_id! integer ->concept, \
        drug_exposure_start_date! date, drug_exposure_start_datetime datetime, drug_exposure_end_date! date, \
        drug_exposure_end_datetime datetime, verbatim_end_date date, drug_type_concept_id! integer ->concept, \
        stop_reason text20, refills integer, quantity number, days_supply integer, sig text, \
        route_concept_id integer ->concept, lot_number text50, provider_id integer ->provider, \
        visit_occurrence_id integer ->visit_occurrence, visit_detail_id integer ->visit_detail, \
        drug_source_value text50, drug_source_concept_id integer ->concept, route_source_value text50, \
        dose_unit_source_value text50
        procedure_occurrence: procedure_occurrence_id! integer pk, person_id! integer ->person, \
        procedure_concept_id! integer ->concept, procedure_date! date, procedure_datetime datetime, \
        procedure_end_date date, procedure_end_datetime datetime, procedure_type_concept_id! integer ->concept, \
        modifier_concept_id integer ->concept, quantity integer, provider_id integer ->provider, \
        visit_occurrence_id integer ->visit_occurrence, visit_detail_id integer ->visit_detail, \
        procedure_source_value text50, procedure_source_concept_id integer ->concept, modifier_source_value text50
        device_exposure: device_exposure_id! integer pk, person_id! integer ->person, \
        device_concept_id! integer ->concept, device_exposure_start_date! date, \
        device_exposure_start_datetime datetime, device_exposure_end_date date, \
        device_exposure_end_datetime datetime, device_type_concept_id! integer ->concept, unique_device_id text255, \
        production_id text255, quantity integer, provider_id integer ->provider, \
        visit_occurrence_id integer ->visit_occurrence, visit_detail_id integer ->visit_detail, \
        device_source_value text50, device_source_concept_id integer ->concept, unit_concept_id integer ->concept, \
        unit_source_value text50, unit_source_concept_id integer ->concept
        measurement: measurement_id! integer pk, person_id! integer ->person, \
        measurement_concept_id! integer ->concept, measurement_date! date, measurement_datetime datetime, \
        measurement_time text10, measurement_type_concept_id! integer ->concept, \
        operator_concept_id integer ->concept, value_as_number number, value_as_concept_id integer ->concept, \
        unit_concept_id integer ->concept, range_low number, range_high number, provider_id integer ->provider, \
        visit_occurrence_id integer ->visit_occurrence, visit_detail_id integer ->visit_detail, \
        measurement_source_value text50, measurement_source_concept_id integer ->concept, unit_source_value text50, \
        unit_source_concept_id integer ->concept, value_source_value text50, measurement_event_id integer, \
        meas_event_field_concept_id integer ->concept
        observation: observation_id! integer pk, person_id! integer ->person, \
        observation_concept_id! integer ->concept, observation_date! date, observation_datetime datetime, \
        observation_type_concept_id! integer ->concept, value_as_number number, value_as_string text60, \
        value_as_concept_id integer ->concept, qualifier_concept_id integer ->concept, \
        unit_concept_id integer ->concept, provider_id integer ->provider, \
        visit_occurrence_id integer ->visit_occurrence, visit_detail_id integer ->visit_detail, \
        observation_source_value text50, observation_source_concept_id integer ->concept, unit_source_value text50, \
        qualifier_source_value text50, value_source_value text50, observation_event_id integer, \
        obs_event_field_concept_id integer ->concept
        death: person_id! integer ->person, death_date! date, death_datetime datetime, \
        death_type_concept_id integer ->concept, cause_concept_id integer ->concept, cause_source_value text50, \
        cause_source_concept_id integer ->concept
        note: note_id! integer pk, person_id! integer ->person, note_date! date, note_datetime datetime, \
        note_type_concept_id! integer ->concept, note_class_concept_id! integer ->concept, note_title text250, \
        note_text! text, encoding_concept_id! integer ->concept, language_concept_id! integer ->concept, \
        provider_id integer ->provider, visit_occurrence_id integer ->visit_occurrence, \
        visit_detail_id integer ->visit_detail, note_source_value text50, note_event_id integer, \
        note_event_field_concept_id integer ->concept
        note_nlp: note_nlp_id! integer pk, note_id! integer, section_concept_id integer ->concept, snippet text250, \
        offset text50, lexical_variant! text250, note_nlp_concept_id integer ->concept, \
        note_nlp_source_concept_id integer ->concept, nlp_system text250, nlp_date! date, nlp_datetime datetime, \
        term_exists text1, term_temporal text50, term_modifiers text2000
        specimen: specimen_id! integer pk, person_id! integer ->person, specimen_concept_id! integer ->concept, \
        specimen_type_concept_id! integer ->concept, specimen_date! date, specimen_datetime datetime, \
        quantity number, unit_concept_id integer ->concept, anatomic_site_concept_id integer ->concept, \
        disease_status_concept_id integer ->concept, specimen_source_id text50, specimen_source_value text50, \
        unit_source_value text50, anatomic_site_source_value text50, disease_status_source_value text50
        fact_relationship: domain_concept_id_1! integer ->concept, fact_id_1! integer, \
        domain_concept_id_2! integer ->concept, fact_id_2! integer, relationship_concept_id! integer ->concept
        location: location_id! integer pk, address_1 text50, address_2 text50, city text50, state text2, zip text9, \
        county text20, location_source_value text50, country_concept_id integer ->concept, \
        country_source_value text80, latitude number, longitude number
        care_site: care_site_id! integer pk, care_site_name text255, place_of_service_concept_id integer ->concept, \
        location_id integer ->location, care_site_source_value text50, place_of_service_source_value text50
        provider: provider_id! integer pk, provider_name text255, npi text20, dea text20, \
        specialty_concept_id integer ->concept, care_site_id integer ->care_site, year_of_birth integer, \
        gender_concept_id integer ->concept, provider_source_value text50, specialty_source_value text50, \
        specialty_source_concept_id integer ->concept, gender_source_value text50, \
        gender_source_concept_id integer ->concept
        payer_plan_period: payer_plan_period_id! integer pk, person_id! integer ->person, \
        payer_plan_period_start_date! date, payer_plan_period_end_date! date, payer_concept_id integer ->concept, \
        payer_source_value text50, payer_source_concept_id integer ->concept, plan_concept_id integer ->concept, \
        plan_source_value text50, plan_source_concept_id integer ->concept, sponsor_concept_id integer ->concept, \
        sponsor_source_value text50, sponsor_source_concept_id integer ->concept, family_source_value text50, \
        stop_reason_concept_id integer ->concept, stop_reason_source_value text50, \
        stop_reason_source_concept_id integer ->concept
        cost: cost_id! integer pk, cost_event_id! integer, cost_domain_id! text20 ->domain, \
        cost_type_concept_id! integer ->concept, currency_concept_id integer ->concept, total_charge number, \
        total_cost number, total_paid number, paid_by_payer number, paid_by_patient number, \
        paid_patient_copay number, paid_patient_coinsurance number, paid_patient_deductible number, \
        paid_by_primary number, paid_ingredient_cost number, paid_dispensing_fee number, \
        payer_plan_period_id integer, amount_allowed number, revenue_code_concept_id integer ->concept, \
        revenue_code_source_value text50, drg_concept_id integer ->concept, drg_source_value text3
        drug_era: drug_era_id! integer pk, person_id! integer ->person, drug_concept_id! integer ->concept, \
        drug_era_start_date! date, drug_era_end_date! date, drug_exposure_count integer, gap_days integer
        dose_era: dose_era_id! integer pk, person_id! integer ->person, drug_concept_id! integer ->concept, \
        unit_concept_id! integer ->concept, dose_value! number, dose_era_start_date! date, dose_era_end_date! date
        condition_era: condition_era_id! integer pk, person_id! integer ->person, \
        condition_concept_id! integer ->concept, condition_era_start_date! date, condition_era_end_date! date, \
        condition_occurrence_count integer
        episode: episode_id! integer pk, person_id! integer ->person, episode_concept_id! integer ->concept, \
        episode_start_date! date, episode_start_datetime datetime, episode_end_date date, \
        episode_end_datetime datetime, episode_parent_id integer, episode_number integer, \
        episode_object_concept_id! integer ->concept, episode_type_concept_id! integer ->concept, \
        episode_source_value text50, episode_source_concept_id integer ->concept
        episode_event: episode_id! integer ->episode, event_id! integer, \
        episode_event_field_concept_id! integer ->concept
        metadata: metadata_id! integer pk, metadata_concept_id! integer ->concept, \
        metadata_type_concept_id! integer ->concept, name! text250, value_as_string text250, \
        value_as_concept_id integer ->concept, value_as_number number, metadata_date date, \
        metadata_datetime datetime
        cdm_source: cdm_source_name! text255, cdm_source_abbreviation! text25, cdm_holder! text255, \
        source_description text, source_documentation_reference text255, cdm_etl_reference text255, \
        source_release_date! date, cdm_release_date! date, cdm_version text10, \
        cdm_version_concept_id! integer ->concept, vocabulary_version! text20
        concept: concept_id! integer pk, concept_name! text255, domain_id! text20 ->domain, \
        vocabulary_id! text20 ->vocabulary, concept_class_id! text20 ->concept_class, standard_concept text1, \
        concept_code! text50, valid_start_date! date, valid_end_date! date, invalid_reason text1
        vocabulary: vocabulary_id! text20 pk, vocabulary_name! text255, vocabulary_reference text255, \
        vocabulary_version text255, vocabulary_concept_id! integer ->concept
        domain: domain_id! text20 pk, domain_name! text255, domain_concept_id! integer ->concept
        concept_class: concept_class_id! text20 pk, concept_class_name! text255, \
        concept_class_concept_id! integer ->concept
        concept_relationship: concept_id_1! integer ->concept, concept_id_2! integer ->concept, \
        relationship_id! text20 ->relationship, valid_start_date! date, valid_end_date! date, invalid_reason text1
        relationship: relationship_id! text20 pk, relationship_name! text255, is_hierarchical! text1, \
        defines_ancestry! text1, reverse_relationship_id! text20, relationship_concept_id! integer ->concept
        concept_synonym: concept_id! integer ->concept, concept_synonym_name! text1000, \
        language_concept_id! integer ->concept
        concept_ancestor: ancestor_concept_id! integer ->concept, descendant_concept_id! integer ->concept, \
        min_levels_of_separation! integer, max_levels_of_separation! integer
        source_to_concept_map: source_code! text50, source_concept_id! integer ->concept, source_vocabulary_id! text20, \
        source_code_description text255, target_concept_id! integer ->concept, \
        target_vocabulary_id! text20 ->vocabulary, valid_start_date! date, valid_end_date! date, \
        invalid_reason text1
        drug_strength: drug_concept_id! integer ->concept, ingredient_concept_id! integer ->concept, \
        amount_value number, amount_unit_concept_id integer ->concept, numerator_value number, \
        numerator_unit_concept_id integer ->concept, denominator_value number, \
        denominator_unit_concept_id integer ->concept, box_size integer, valid_start_date! date, \
        valid_end_date! date, invalid_reason text1
        cohort: cohort_definition_id! integer, subject_id! integer, cohort_start_date! date, cohort_end_date! date
        cohort_definition: cohort_definition_id! integer, cohort_definition_name! text255, \
        cohort_definition_description text, definition_type_concept_id! integer ->concept, \
        cohort_definition_syntax text, subject_concept_id! integer ->concept, cohort_initiation_date date
        """
}
