"""Good Italian passes the shallow grammar; sentences with one error in them do not."""

import pytest

from goldsmith.languages.italian.grammar.clauses import problem

NAMES = {"Maria": "f", "Marco": "m", "Anna": "f", "Paolo": "m", "Roma": "f", "Luca": "m", "Giulia": "f", "Milano": "f"}
GOOD = """
Maria è andata al mercato.
La mela è rossa.
Ieri ho mangiato una mela rossa.
Mi piacciono i gatti.
Mi piace il gelato.
C'è un gatto in giardino.
Ci sono due libri sul tavolo.
Le ragazze sono arrivate tardi.
Ho letto il libro e l'ho restituito.
Maria si è svegliata alle sette.
Vado a scuola in autobus.
Vorrei un caffè, per favore.
Non ho mai visto Roma.
Ciao Marco! Come stai?
Che cosa hai fatto ieri sera?
Domani andremo al mare con gli amici.
Penso che Anna sia stanca.
Se avessi tempo, viaggerei di più.
Quando ero bambino, giocavo sempre a calcio.
Lo zaino è sulla sedia.
Gli studenti studiano l'italiano.
Mio fratello abita a Milano.
La mia amica Giulia parla inglese.
Che bello! E dove sei andata?
Puoi dirmi come ti chiami?
Sto leggendo un libro interessante.
Vuoi venire con me al cinema?
Quanto costa questa giacca?
Dove posso comprare il biglietto?
Questa camicia è troppo cara.
Ho bisogno di un chilo di mele.
Sono le otto e mezza.
Prendo il treno per Roma alle dieci.
Bravissimo! Hai scritto una bella frase.
La porta è chiusa.
Marco e Anna sono andati al cinema.
Non parlare così forte!
Dammi il libro.
Ti piace la musica italiana?
Il libro che leggo è bello.
Perché hai scelto questo film?
Buona domanda!
A colazione bevo un tè.
I miei genitori vivono in campagna.
Quanti anni hai?
Ho ventidue anni.
Fa freddo oggi.
Il sabato vado in palestra.
Grazie, a domani!
Me lo puoi dire?
Gliel'ho detto ieri.
Le mele sono mature, quindi le mangio.
Che libro leggi?
Quale gelato preferisci?
Paolo è un medico.
Sono stanco ma contento.
È importante studiare ogni giorno.
Dopo cena guardiamo un film.
Prima di uscire chiudo la finestra.
Anche io sono andata al mare.
"""
BAD = """
Maria ha andato al mercato.
Maria è andato al mercato.
La mela è rosso.
Ieri ho mangiato un mela rossa.
Mi piace i gatti.
C'è due gatti in giardino.
Le ragazze sono arrivati tardi.
Il zaino è sulla sedia.
I studenti studiano l'italiano.
Mio fratello abitano a Milano.
Vado mangiare.
Sono mangiato una mela.
Io mangia una mela.
Noi andate al mare.
Ho letta il libro.
La rossa mela è buona.
Una amico mio.
Lo libro è bello.
Mangio mela.
Gatto dorme.
Maria si ha svegliata.
Io svegliarsi alle sette.
Il problema è serie rosso.
La problema è serio.
Un'amico è arrivato.
Nella giardino c'è un gatto.
Dell'zaino.
Ho stato a Roma.
Sono dormito bene.
Maria è dormita bene.
I mela sono rosse.
Le mele è rosse.
Ieri io andato al mercato.
Ho prenduto il treno.
Voglio vado al cinema.
La casa grandi è vecchia.
Mangio la mela il pane.
Sono andata la stazione.
Ha non mangiato.
Mangio lo la mela.
Un studente legge.
Uno libro.
"""


@pytest.mark.parametrize("text", GOOD.strip().splitlines())
def test_good_italian_passes(text: str) -> None:
    assert problem(text, NAMES) == ""


@pytest.mark.parametrize("text", BAD.strip().splitlines())
def test_an_error_is_named(text: str) -> None:
    reason = problem(text, NAMES)
    assert reason.startswith(("unknown word", "not joined"))
