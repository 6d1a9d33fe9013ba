/// Words of the names of the largest towns of France (La Poste and INSEE, population of 2016, Licence Ouverte).
enum TownWords {
    static let largest = """
        toulouse nice bordeaux nantes lille montpellier provence strasbourg dunkerque havre limoges rennes cherbourg
        cotentin hyeres toulon tampon nimes mulhouse tours amiens beaupreau mauges chemille anjou metz arles reims
        orleans grenoble angers antibes sevremoine niort mans clermont ferrand carcassonne perpignan martigues cergy
        rochelle rouen ajaccio souleuvre bocage nancy grasse seyne loire ascq authion avignon vire normandie bauge
        bressuire macon thionville france rueil malmaison dijon champigny marne fosses villeurbanne cannes bastia
        saumur dieppe chamond brest caux possession douai montreuil besancon boulogne billancourt abymes montrevault
        evre frejus haguenau narbonne cholet port caen chelles argenteuil clamart fours plages teste buch evreux passy
        roubaix tourcoing cagnes lamballe nanterre roanne vexin epte aubagne meudon vitry seine creteil mesnil ouche
        poitiers bourg bresse cannet asnieres istres courbevoie versailles colombes thonon bourgoin jallieu guyancourt
        aulnay auxerre dole reze beziers oyonnax aubervilliers pontault combault poissy claude chambery calais valence
        cambrai forbach merignac drancy colmar maubeuge chatellerault bourges valdalliere villenave ornon guerande
        issy moulineaux levallois perret chatenay malabry quimper herblay noisy meaux neuilly mauleon beauvais antony
        venissieux annemasse rillieux pape seynod pessac chesnay tergnier pennes mirabeau troyes gardanne clichy ivry
        lorient montauban flers charleville mezieres haye capesterre belle roche sarcelles mantes jolie chaumont
        draveil villejuif villefranche saone plessis robinson carentan marais lannion melun chalon longuenee
        longjumeau epinay givors cayenne maisons alfort mauguio decines charpieu armentieres pantin cavaillon evry
        fontenay vannes corbeil essonnes vallauris bondy blanc valenciennes frontignan annecy sucy brie sartrouville
        blois hayange agde sallanches laval belfort bobigny gennes vincennes montrouge sevran albi muret sarreguemines
        malesherbois jouy moutier dinan lagny oree suresnes soissons bayonne perche aime plagne montbrison brive
        gaillarde arras stiring wendel robert sens vauvert fameck conde vernouillet massy mesnils iton mandelieu
        napoule canteleu vertou bruay buissiere chateauroux mene chalons champagne alfortville hericourt sete salon
        vaulx velin puteaux rosny castres entrelacs gennevilliers plerin livry gargan pornic choisy saverne pontorson
        chaumes retz caluire cuire allauch meyzieu angouleme vienne garges gonesse rodez nevers gonfreville orcher
        wattrelos blagnac talence maroni villiers franconville orsay pontchateau bricquebec tarbes biganos comte ales
        courneuve marignane compiegne epinal breteuil coueron draguignan lamentin charvieu chavagneux cubzac laye
        tinchebray essarts brevin pins marcq baroeul gagny anglet vesoul montlucon ciotat claye souilly chartres blain
        miribel bron auray bailleul evian bagneux colomiers ferte bagneres bigorre cestas heres montelimar cluses
        truchtersheim pithiviers lunel joue sevremont bouguenais gontier savigny orge wissembourg gien thizy bourgs
        grigny montbeliard broque jalles toul freyming merlebach stains bagnolet chatillon temple laffitte erstein
        echirolles chamonix orthez villepinte reichshoffen peage conflans honorine laon digne tourouvre vendome triel
        riom saintes hauts bienne tremblay lens andresy lisieux vitrolles agen creil cugnaux selestat villard bonnot
        douarnenez mainvilliers blanquefort bruz romans isere montigny bretonneux aucamville borgo fargeau ponthierry
        ussel perreux bussy etampes beauce romaine crau goussainville pontoise louviers mornant autun
        """
}
