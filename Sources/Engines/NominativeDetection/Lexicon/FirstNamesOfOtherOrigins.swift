/// First names of other origins borne in France, where the birth statistics understate them. Written by us.
enum FirstNamesOfOtherOrigins {
    static let list = """
        mohamed mohammed muhammad ahmed ahmet ali hassan hussein youssef yusuf ibrahim ismael omar oumar karim rachid
        khalid abdel abdelkader abdallah abdoulaye mustapha mustafa mehdi nabil samir farid hamid said slimane brahim
        tarik tarek bilal hamza ilyes yassine anas zakaria fatima fatma fatoumata khadija aicha aissatou mariam mariama
        zahra zohra malika samira nadia leila karima naima hafida rachida latifa yamina zineb salma aya imane hanane
        mamadou moussa ousmane amadou boubacar ibrahima cheikh modou seydou issa adama aminata awa bintou kadiatou
        coumba ndeye oumou ramata diaby kofi kwame chukwu emeka ngozi chidi blessing precious
        joao jose antonio manuel paulo pedro tiago rui nuno fernando luis carlos jorge miguel ricardo helder
        fernanda conceicao fatima lurdes manuela graca filipa teresa
        giovanni giuseppe luigi mario marco luca matteo francesco alessandro lorenzo paolo giorgio salvatore vincenzo
        giulia francesca chiara alessandra paola giovanna simonetta ilaria
        juan javier pablo diego alejandro sergio andres enrique francisco rafael carmen pilar dolores concepcion
        mercedes ines lucia rocio beatriz
        nguyen thi minh anh linh huong thanh tuan hoang dung phuong trang
        wei ming xiaoming jing yan ling hui fang mei hao lei jun
        vladimir dmitri sergei sergey ivan igor oleg andrei andrey alexei alexey nikolai yuri boris mikhail natalia
        olga tatiana svetlana irina elena ekaterina anastasia oksana ludmila galina
        piotr pawel krzysztof andrzej tomasz jan stanislaw wojciech marek agnieszka katarzyna malgorzata ewa joanna
        magdalena zofia
        mehmet mustafa ayse emine hatice zeynep elif murat emre burak serkan hakan osman
        hans jurgen klaus wolfgang dieter uwe heinz helmut gerhard ute ingrid heike monika petra sabine anke
        sven lars erik bjorn olaf olav anders nils mikael magnus astrid ingrid sigrid solveig kirsten
        antti juha matti jukka kari pekka sari paivi tuula
        rajesh sanjay amit anil suresh ramesh vijay priya sunita anita lakshmi deepak arjun rohan
        karthik kumar nathalie priyanka hiroshi takeshi kenji yuki akira haruto sakura
        """
}
