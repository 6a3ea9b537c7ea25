"""Why no row of a release asks about a fact that its pages state."""

DOUBTFUL, ALIKE, BROKEN, BARE = "doubtful", "no names tell it apart", "its list lacks a step", "no name of its own"
ELSEWHERE, NO_ROW = "its unit stands elsewhere", "no row of it was kept"
LEFT = {
    DOUBTFUL: "a quantity of the value can be read in two ways",
    ALIKE: "all the names that the page gives it fit another answer too",
    BARE: "its label is a bare number or a ditto mark, by which nobody would ask for it",
    BROKEN: "a step of its list was left out or has no number of its own, or the list has no heading or does not begin with 1",
    ELSEWHERE: "it is a bare number, and a caption, a heading or a column of units gives its unit",
    NO_ROW: "every question about it was refused by a check",
}
"""The closed list of reasons for asking nothing about a fact."""
