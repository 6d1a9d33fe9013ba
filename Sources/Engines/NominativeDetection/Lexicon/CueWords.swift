/// The short word lists that carry most of the decisions, folded to lower-case ASCII. Written by us.
enum CueWords {
    /// Each list with the class that its words get.
    static let lists: [(WordClass, String)] = [
        (.title, titles), (.particle, particles), (.eponymHead, eponymHeads), (.eponym, eponyms), (.street, streets),
        (.weakStreet, weakStreets), (.stop, stops), (.stop, medicalCapitals), (.kinCue, kinCues),
        (.nameLabel, nameLabels), (.birthCue, birthCues), (.phoneCue, phoneCues),
        (.nationalNumberCue, nationalNumberCues), (.professionalNumberCue, "rpps adeli"),
        (.fileNumberCue, fileNumberCues), ([.month, .stop], months), (.numeral, numerals),
        (.frenchStop, frenchStops), (.englishStop, englishStops), ([.organisation, .stop], organisations),
        (.saint, "saint sainte st ste saints saintes"), (.townPart, townParts), (.townLink, "sur sous les lez"),
        (.englishNameCue, "named called name by sincerely regards directed dear hi hello ask contact signed met"),
        ([.loneFirstName], dominantFirstNames),
    ]

    static let titles = """
        m mr mrs ms miss mme mmes mm mlle mlles monsieur messieurs madame mesdames mademoiselle dr drs docteur docteurs
        doctor pr prs professeur professeure professor prof pt sir maitre
        """

    static let particles = """
        de du des da das do dos la le les el al ben bin ibn van von der den del della di d l zu ter af av abu ould ait
        ep dit
        """

    static let eponymHeads = """
        maladie maladies syndrome syndromes signe signes test tests echelle score scores tumeur tumeurs lymphome
        sarcome anemie angine arthrite thyroidite oesophage uretere canal angle bassin canule catheter chambre
        chariot classification clou coefficient corps critere criteres cycle dermatose disease dystrophie encephalite
        equation espace facies fibres fracture ganglion goitre hernie hormone incision index indice insuffisance
        intervention kyste ligament loi loge manoeuvre methode myopathie nevralgie node noyau operation osteite
        paralysie phenomene plaque point pince ponction position procedure protocole purpura reaction reflexe
        regle sclerose sonde stade stenose technique tetralogie theoreme trepied triangle trompe trompes tube
        voile zona anneau apophyse atrophie attelle bride carcinome cellule cellules choree ectasie formule
        glande glandes griffe lame liquide maneuvre muscle naevus nodule operee paget pied poche pouls reseau
        serum signal souffle staphylome systeme tache tendon tic torticolis tropisme ulcere valvule vaccin
        decret article arrete amendement plan rapport prix fondation association
        hopital hopitaux chu chru ch chi clinique cliniques centre institut polyclinique ehpad residence maternite
        hospital clinic university universite faculte lycee college ecole campus batiment pavillon salle amphitheatre
        service gh ghu hop institute
        """

    static let eponyms = """
        crohn parkinson alzheimer babinski marfan hodgkin kaposi wilms horton behcet paget basedow raynaud charcot
        bouchard heberden down turner klinefelter cushing addison hashimoto graves guillain barre huntington
        tourette wernicke korsakoff kawasaki kernig brudzinski lasegue romberg murphy mcburney glasgow karnofsky
        apgar gleason breslow clark barthel katz braden norton ranson child pugh epworth borg hamilton beck tinel
        phalen lhermitte argyll horner sjogren sicca still wegener churg strauss takayasu buerger goodpasture
        alport fanconi bartter gitelman conn barrett zenker mallory weiss meckel hirschsprung gilbert wilson
        gaucher fabry pompe niemann pick hurler hunter ehlers danlos recklinghausen sturge weber hippel lindau
        lynch gardner peutz jeghers rendu osler willebrand fallot ebstein eisenmenger brugada barlow bouveret
        parkes mobitz luciani wenckebach adams stokes holter doppler fowler trendelenburg valsalva colles pouteau
        dupuytren quervain volkmann sudeck scheuermann legg calve perthes osgood schlatter ewing burkitt
        waldenstrom kahler vaquez minkowski chauffard biermer cooley fiessinger leroy reiter lyme whipple bright
        chagas hansen pott koch hib widal coombs mantoux gram ziehl neelsen wood papanicolaou bartholin stein
        leventhal asherman rokitansky turcot zollinger ellison waterhouse friderichsen meniere bell ramsay hunt
        carpentier bentall blalock taussig roux hartmann whipple nissen billroth finsterer lisfranc chopart foley
        redon huber swan ganz seldinger yersin fitz raynaud dukes ptosis starling bence jones lewy creutzfeldt
        jakob friedreich steinert duchenne becker landouzy dejerine sottas
        """

    static let streets = """
        rue avenue av bd boulevard bld bvd blvd allee allees chemin impasse ruelle faubourg fbg lotissement lot
        hameau lieudit sentier via rua avenida calle ul ulica strasse platz plaza paseo ulitsa utca
        """

    static let weakStreets = """
        cours place pl route rte quai square passage voie villa residence mail promenade esplanade traverse venelle
        montee cite clos cour rond chaussee domaine street road lane drive st rd ave way loop court crescent terrace
        circle parkway highway bypass freeway boulevard cliffs creek suite apt
        """

    static let nationalNumberCues = """
        nir nia ins nss insee secu securite sociale social assure assuree immatriculation matricule identification
        assurance vitale national id
        """

    static let fileNumberCues = """
        ipp nda nip dossier sejour venue episode iep ean siret siren finess cip lot reference ref facture ordonnance
        """

    static let birthCues = "ne nee nes nees naissance nais ddn dn birth born dob monde naquit naitre"

    static let kinCues = """
        nee epouse epoux veuve veuf vve ep divorcee divorce fils fille pere mere frere soeur mari conjoint conjointe
        compagnon compagne tante oncle
        """

    static let nameLabels = """
        nom noms prenom prenoms patient patiente patients assure assuree beneficiaire secretaire psychologue interne
        medecin prescripteur infirmier infirmiere redacteur signataire destinataire correspondant identite naissance
        usuel usage marital name contact chirurgien anesthesiste operateur responsable referent cadre
        """

    static let phoneCues = """
        tel tele telephone telephones telephonie phone mobile portable fax faxer telecopie joignable joignables bip
        dect standard appeler appelez rappeler rappelez contacter contactez telephoner joindre gsm numero cell
        """

    static let months = """
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre janv fevr avr juil sept oct
        nov dec january february march april may june july august september october november december feb mar apr
        jun jul aug sep lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday
        saturday sunday
        """

    static let numerals = """
        un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts
        trente quarante cinquante soixante septante quatre octante nonante cent cents mille milles premier
        """

    static let townParts = """
        sur sous les lez bains foret mer cedex bourg chateau montagne plage eaux bois marne seine loire rhone oise
        """

    static let frenchStops = """
        le la les des une est et du dans pour avec sur par pas plus qui que aux au ce cette sont ete chez il elle nous
        vous ou en un ne se sa son ses leur patient patiente mme suivi traitement de
        """

    static let englishStops = """
        the is are was were and of to in for with on at my your his her their you he she it this that from have has
        had not be been will would can could please what who how me we they when
        """

    static let organisations = """
        inc ltd llc corp corporation company co plc gmbh sarl sas sa sasu sci eurl laboratoire laboratoires group
        groupe holdings bank banque orchestra times records museum weekly systems technologies consulting partners
        pharma mylan teva sandoz biogaran zentiva zydus cristers ratiopharm winthrop ranbaxy boiron weleda lehning servier
        sanofi pfizer bayer novartis astrazeneca janssen biotech medical sante beaute
        investments solutions society foundation ag bv nv university
        """

    static let dominantFirstNames = """
        marie jean jacques rene louis marcel claude robert isabelle joseph jacqueline julien madeleine olivier
        veronique maxime guillaume serge paulette germaine romain aurelie clement gilles virginie jules caroline
        benjamin charlotte maria patrice sylvain benoit elise micheline baptiste alexandra amandine clemence auguste
        laure pierrette fanny eugenie regis sabine romane adele valentin alexandrine manuel thais maya loris amine
        henry moussa luis amadou pierre pascal marc martin denis noel clement romain
        """
}
