/// Everything that one shard writes, in memory until its turn comes.
struct ShardOutput {
    var claims: ClaimsWriter
    var stays: StaysWriter
    var warehouse: WarehouseWriter
    var truth: TruthWriter

    init(plan: SimulationPlan, calendar: CivilCalendar, places: Places, names: Names) {
        let streets = Streets()
        claims = ClaimsWriter(calendar: calendar, places: places, names: names, streets: streets)
        stays = StaysWriter(plan: plan, calendar: calendar, places: places)
        warehouse = WarehouseWriter(plan: plan, calendar: calendar, places: places, names: names, streets: streets)
        truth = TruthWriter(calendar: calendar, places: places, names: names, streets: streets)
    }

    mutating func clear() {
        claims.clear()
        stays.clear()
        warehouse.clear()
        truth.clear()
    }

    /// The buffers in the order of `OutputLayout.files`.
    var buffers: [ByteBuffer] {
        var all = [
            claims.identities, claims.beneficiaries, claims.illnesses, claims.acts, claims.drugs, claims.laboratory,
            claims.technical, stays.identities, warehouse.patients, warehouse.encounters, warehouse.conditions,
            warehouse.observations, warehouse.medications, warehouse.procedures, truth.persons, truth.links,
            truth.diseases,
        ]
        for year in stays.years { all += [year.stays, year.chaining, year.acts, year.diagnoses, year.units] }
        return all
    }
}
