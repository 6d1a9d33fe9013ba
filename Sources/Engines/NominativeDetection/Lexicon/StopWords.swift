extension CueWords {
    /// Words that are also names, and never are one here: roles, headings, forms of address.
    static let stops = """
        patient patiente patients docteur professeur interne externe infirmier infirmiere medecin chirurgien
        secretaire secretariat psychologue cadre chef cheffe directeur directrice monsieur madame mademoiselle
        consoeur confrere cher chere collegue service unite departement pole equipe staff reunion consultation
        consultations hospitalisation hospitalier hospitaliere sortie entree admission visite urgence urgences
        bilan examen examens compte rendu compterendu courrier lettre ordonnance certificat dossier conclusion
        conclusions motif motifs antecedents antecedent histoire traitement traitements evolution clinique
        biologie radiologie scanner irm echographie cardiologie neurologie pneumologie hematologie oncologie
        urologie nephrologie gynecologie obstetrique pediatrie geriatrie psychiatrie dermatologie ophtalmologie
        rhumatologie endocrinologie gastroenterologie chirurgie anesthesie reanimation medecine generale
        pharmacie laboratoire biochimie microbiologie anatomopathologie imagerie nom prenom noms prenoms date
        naissance sexe age adresse ville code postal telephone tel mobile portable fax mail email courriel
        numero identifiant identification ipp nda nir rpps adeli finess siret numeros id ref reference page
        total resultat resultats normal normale normaux absence presence droit droite gauche oui non nsp ras
        rdv rv rcp crh cro crc cr tdm ecg eeg emg pet scan tep echo doppler vih vhc vhb hta fa ta fc fr spo
        bmi imc poids taille temperature pouls glasgow avc ait idm bpco sep sla sida covid sars cov matin midi
        soir jour jours nuit semaine semaines mois annee annees ans an heure heures france francais francaise
        europe europeen europeenne objet signe signee copie merci bonjour cordialement amicalement confraternel
        confraternellement veuillez agreer salutations appeler rappeler contacter voir revoir prevoir faire
        avis note notes type grade stade classe groupe numero mention valide anormal anormale suspect suspecte
        mutuelle securite sociale assurance maladie caisse cpam ameli carte vitale consentement dmp dsi dmu
        universite faculte hopital hopitaux centre institut clinique ehpad samu smur sau uhcd rea usc usic usi
        the and for with from this that your his her new york united states kingdom los angeles san north
        south east west street road drive lane university company email website address mobile desk office
        son sa ses mon ma mes notre votre leur leurs my our iban nss one two three four five six seven eight nine ten
        princess prince king queen
        rappel reste reprise debut fin arret pose changement controle contexte indication protocole
        """

    /// Medical abbreviations and substances often written in capitals that also are, or look like, names.
    static let medicalCapitals = """
        tsh asat alat ggt ldh crp vs nfs hb vgm tp inr bnp psa ace afp cea ca fer sodium potassium calcium chlore
        uree creatinine glycemie albumine bilirubine ferritine fibrinogene plaquettes leucocytes lymphocytes
        hemoglobine hematocrite hematies hematie proteines proteine cholesterol triglycerides troponine procalcitonine
        lactates iono ionogramme gds ph paco pao hco bu ecbu hemoc hemocultures coproculture antibiogramme
        gram coli aureus pylori pneumoniae difficile albicans clostridium staphylocoque streptocoque pseudomonas
        klebsiella candida aspergillus toxoplasmose rubeole syphilis tpha vdrl hla dna arn adn pcr elisa
        doliprane paracetamol aspirine kardegic plavix eliquis xarelto previscan coumadine lovenox innohep
        amoxicilline augmentin clamoxyl rocephine josacine pyostacine bactrim orelox ventoline seretide symbicort
        spiriva levothyrox euthyrox metformine lantus novorapid humalog insuline januvia diamicron seresta xanax
        lexomil valium laroxyl seroplex deroxat prozac effexor zoloft risperdal zyprexa haldol loxapac tercian
        tahor crestor simvastatine bisoprolol cardensiel sotalol amiodarone cordarone digoxine lasix furosemide
        aldactone ramipril triatec coversyl amlor amlodipine nebilox inexium omeprazole mopral pantoprazole inipomp
        spasfon smecta motilium primperan zophren morphine oramorph skenan oxycontin tramadol topalgic contramal
        codeine lyrica neurontin keppra depakine tegretol lamictal rivotril cortancyl solupred prednisone
        methotrexate humira enbrel remicade stelara mabthera rituximab infliximab adalimumab etanercept
        ustekinumab erlotinib ibrutinib chimiotherapie radiotherapie immunotherapie cure cycle sol inj ser stylo
        cp cpr gel gelule comprime sachet ampoule perf ivl iv sc im po mg ml ui bid tid qsp
        """
}
