/// One refunded act of a claim form, before it is written.
struct ClaimLine {
    /// What the detail tables say of the act.
    enum Detail {
        case none
        case drug(DrugFacts, boxes: Int)
        /// NABM code.
        case laboratory(Int)
        /// CCAM code.
        case act(StaticString)
    }

    /// PRS_NAT_REF.
    let nature: Int
    var quantity = 1
    /// What was paid, in cents.
    let cents: Int
    /// Refunded share, in percent.
    let rate: Int
    /// PSE_SPE_COD and PSP_SPE_COD.
    var performer = 0
    var prescriber = 0
    /// PSE_ACT_NAT: 50 pharmacist, 30 laboratory.
    var activity = 0
    var prescriptionDay: Int?
    /// CPL_MAJ_TOP and CPL_AFF_COD: 2 and a kind for a supplement.
    var supplement = 0
    var supplementKind = 0
    /// DPN_QLF: 71 for hospital care told for information only.
    var qualifier = 0
    /// ETB_PRE_FIN: FINESS without its key.
    var establishment: StaticString = ""
    var detail = Detail.none

    init(_ nature: Int, cents: Int, rate: Int) {
        self.nature = nature
        self.cents = cents
        self.rate = rate
    }
}
