// First names by sex and era, most given first: common knowledge, no register of persons.

/// First names by era of birth, most frequent first, blank between two names.
enum FirstNameTable {
    static let maleBefore1946 = """
        Jean Pierre André René Roger Louis Marcel Maurice Georges Robert Henri Jacques Paul Lucien Claude Raymond
        Michel Albert Charles Fernand Guy Bernard Émile Gilbert François Joseph Yves Gérard Daniel Serge
        """
    static let femaleBefore1946 = """
        Marie Jeanne Jacqueline Denise Yvonne Simone Paulette Monique Madeleine Suzanne Germaine Marcelle Andrée
        Odette Renée Louise Yvette Lucienne Georgette Hélène Thérèse Ginette Christiane Micheline Colette Huguette
        Nicole Josette Claudine Françoise
        """
    static let maleBefore1966 = """
        Michel Jean Philippe Alain Patrick Pierre Bernard Daniel Gérard Christian Jacques André Claude Thierry
        Pascal Serge Bruno Dominique Gilles Didier Marc Éric Jean-Pierre Francis Laurent Denis Jean-Claude Guy Joël
        Roland
        """
    static let femaleBefore1966 = """
        Marie Catherine Françoise Monique Martine Sylvie Christine Nicole Brigitte Isabelle Chantal Annie Jacqueline
        Michèle Patricia Nathalie Véronique Danielle Évelyne Corinne Dominique Anne Christiane Béatrice Josiane
        Odile Geneviève Colette Agnès Mireille
        """
    static let maleBefore1986 = """
        Christophe Stéphane Sébastien Nicolas David Frédéric Julien Olivier Laurent Jérôme Thomas Alexandre
        Guillaume Éric Cédric Pierre Vincent Mickaël Fabrice Arnaud Romain Benjamin Ludovic Emmanuel Mohamed Damien
        Jonathan Gaël Karim Grégory
        """
    static let femaleBefore1986 = """
        Nathalie Stéphanie Céline Sandrine Isabelle Valérie Julie Aurélie Émilie Virginie Laetitia Sophie Karine
        Élodie Delphine Caroline Anne Marie Jennifer Hélène Audrey Cécile Claire Vanessa Sabrina Fatima Magali
        Amandine Angélique Laure
        """
    static let maleBefore2006 = """
        Thomas Alexandre Nicolas Maxime Kévin Quentin Antoine Lucas Hugo Théo Clément Julien Romain Alexis Valentin
        Florian Anthony Dylan Mathieu Paul Louis Jordan Pierre Guillaume Baptiste Corentin Adrien Axel Yanis Mehdi
        """
    static let femaleBefore2006 = """
        Camille Marine Laura Léa Manon Marie Pauline Chloé Anaïs Mathilde Sarah Charlotte Julie Lucie Marion Mélanie
        Emma Justine Morgane Océane Clara Inès Margaux Élise Alice Noémie Eva Juliette Jade Yasmine
        """
    static let maleSince2006 = """
        Gabriel Léo Raphaël Louis Jules Adam Lucas Hugo Arthur Nathan Ethan Noah Liam Paul Maël Sacha Tom Mohamed
        Gabin Aaron Nolan Théo Timéo Enzo Mathis Marius Eden Malo Rayan Côme
        """
    static let femaleSince2006 = """
        Emma Jade Louise Alice Chloé Lina Léa Rose Anna Mila Inès Ambre Manon Julia Lola Zoé Juliette Camille Agathe
        Lou Nina Romane Iris Alba Léna Eva Charlotte Victoire Maya Olivia
        """
}
