"""What a lesson may speak of: the words of its plan with their one reading there, its names, and its declared errors."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.grammar.clauses import problem
from goldsmith.languages.italian.grammar.spelled import article_pairs, known, pairs
from goldsmith.languages.language import Features, Form
from goldsmith.schemas.lessons import LessonPlan, Target
from goldsmith.validators.lessons.english import bare, is_english

OPENING = frozenset(("il", "lo", "la", "l'", "gli", "le", "un", "uno", "una", "un'"))
"""Articles, which open no English quotation."""
ITALIAN_END = re.compile(r"(?:[aiouàèéìòù]'?|[aei]re|[aeiu]te|rsi)$", re.IGNORECASE)


DOUBLED = re.compile(r"\b(il|lo|la|i|gli|le|un|una|di|a|da|in|con|su|per|mi|ti|si|ci|vi|è|ha|ho) \1\b")
REFLEXIVE = re.compile(r"\b(?:si ha|si hanno|mi ho|ti hai|ci abbiamo|vi avete) (\w+)")


@dataclass(frozen=True, slots=True)
class Scene:
    """A plan seen from its words; `readings` holds each word and compound of the targets with its readings there."""

    plan: LessonPlan
    names: Mapping[str, str]
    readings: Mapping[str, tuple[Form, ...]]
    texts: tuple[str, ...]
    wrong: Mapping[str, str]
    own: frozenset[str] = field(default=frozenset())
    corrected: frozenset[tuple[str, str]] = field(default=frozenset())
    subjects: frozenset[str] = field(default=frozenset())
    translations: frozenset[str] = field(default=frozenset())

    def quoted_whole(self, text: str) -> bool:
        """The text is a part of a target sentence, or a form that the plan declares."""
        return f" {bare(text)} " in self._spaced or bare(text) in self.own

    def in_targets(self, text: str) -> bool:
        """The text stands in a target sentence."""
        return f" {bare(text)} " in self._spaced

    @property
    def _spaced(self) -> str:
        return "".join(f" {text} |" for text in self.texts)

    def taught(self, text: str, quoted: bool = False) -> bool:
        """The word or quotation is of the language taught; a quoted word that both languages have is."""
        if quoted and " " not in text.strip() and known(bare(text)):
            return True
        clean = bare(text)
        words = clean.replace("'", "' ").split()
        foreign = clean in self.wrong and is_english(clean) and not known(clean)
        if not words or clean in self.translations or foreign:
            return False
        if quoted and len(words) > 1 and words[0] in OPENING:
            return True
        if bare(text) in self.own or bare(text) in self.wrong:
            return len(words) > 1 or words[0] not in _common() or bare(text) in self.wrong
        if text in self.names:
            return text not in (self.plan.learner.name, self.plan.persona.name)
        votes = [self._vote(word) for word in words]
        if quoted and len(words) > 1 and any(map(known, words)) and any(self._alien(word) for word in words):
            return True
        if len(votes) > 1 and max(votes) > 0 and not any(is_english(word) and not known(word) for word in words):
            return True
        return sum(votes) > 0

    def _alien(self, word: str) -> bool:
        """The word is of neither language."""
        return len(word) > 3 and not known(word) and not is_english(word) and word.capitalize() not in self.names

    def _vote(self, word: str) -> int:
        if word in self.own and word not in _common():
            return 2
        if is_english(word) or word.capitalize() in self.names:
            return 0 if known(word) else -1
        if known(word):
            return 1
        return 1 if ITALIAN_END.search(word) or len(word) == 1 else -1

    def problem(self, text: str) -> str:
        """Why the text is no Italian that is covered; empty for a part of the plan."""
        if self.quoted_whole(text) and (" " not in bare(text) or not self.torn(text)):
            return ""
        if self.scrambled(text):
            return "the words of a target sentence in another order"
        if self.lacking(text):
            return "a target sentence with a word left out"
        if DOUBLED.search(bare(text)):
            return "a little word twice"
        if any(form.features.mood == "participio" for found in REFLEXIVE.findall(bare(text)) for form in known(found)):
            return "a reflexive verb with avere"
        if self.misarticled(text):
            return "an article that does not go with the noun"
        if self.wrong_helper(text):
            return "the auxiliary of a declared error"
        plain_text = text.strip(" .!?…")
        if " " not in plain_text and "'" not in bare(plain_text)[:-1]:
            return "" if known(bare(plain_text)) or plain_text in self.names else f"unknown word {plain_text!r}"
        if len(plain_text.split()) > 3 and text.rstrip()[-1:] in ".!" and not has_verb(plain_text):
            return "a sentence without a verb"
        return problem(plain_text, dict(self.names))

    def inflects(self, text: str) -> bool:
        """The word is an adjective or participle that a target has in another form."""
        clean = bare(text)
        forms = [form for form in known(clean) if form.pos == "adjective" or form.features.mood == "participio"]
        own = {form.lemma for words in self.texts for word in words.split() for form in known(word)}
        return (
            bool(forms)
            and not self.in_targets(text)
            and clean not in self.own
            and any(form.lemma in own for form in forms)
        )

    def errs(self, text: str) -> bool:
        """A declared error stands in the text."""
        return any(f" {wrong} " in f" {bare(text)} " for wrong in self.wrong)

    def misarticled(self, text: str) -> bool:
        """An article and a noun that do not go together, which could only be a pronoun and a verb."""
        words = bare(text).replace("'", "' ").split()
        if len(words) != 2 or words[0] not in OPENING or self.in_targets(text):
            return False
        nouns = [form for form in known(words[1]) if form.pos == "noun"]
        left = article_pairs(words[0], words[1])
        return bool(nouns) and not any(pairs(form) & left for form in nouns)

    def wrong_helper(self, text: str) -> bool:
        """The text has a declared error in the auxiliary, with another ending of the participle."""
        words = bare(text).split()
        for wrong, right in self.wrong.items():
            bad = wrong.split()
            helpers = set(bad) - set(right.split())
            if (
                len(bad) < 2
                or not helpers
                or not any(form.lemma in ("essere", "avere") for one in helpers for form in known(one))
            ):
                continue
            for start in range(len(words) - len(bad) + 1):
                part = words[start : start + len(bad)]
                if part[:-1] == bad[:-1] and part[-1][:-1] == bad[-1][:-1]:
                    return True
        return False

    def torn(self, text: str) -> bool:
        """The text is a part of a target that begins right after an article or preposition and goes on past the phrase."""
        clean = bare(text)
        if clean in self.texts or clean in self.own:
            return False
        if text.rstrip()[-1:] in ".!" and self.helpless(clean):
            return True
        for target in self.texts:
            before = f" {target} ".partition(f" {clean} ")[0].split()
            if before and any(form.pos in ("article", "preposition") for form in known(before[-1])) and has_verb(text):
                return True
        return False

    def helpless(self, clean: str) -> bool:
        """The text begins with a participle whose auxiliary stands before it in a target."""
        first = known(clean.split()[0])
        for target in self.texts:
            before = f" {target} ".partition(f" {clean} ")[0].split()
            if before and any(form.features.mood == "participio" for form in first):
                return any(form.lemma in ("essere", "avere") for form in known(before[-1]))
        return False

    def cut_short(self, text: str) -> bool:
        """The text is several words of a target without the article before them."""
        clean = bare(text)
        if " " not in clean:
            return False
        for target in self.texts:
            before, found, _ = f" {target} ".partition(f" {clean} ")
            if found and before.split() and any(form.pos == "article" for form in known(before.split()[-1])):
                return True
        return False

    def lacking(self, text: str) -> bool:
        """The text is a target sentence without an article, a preposition, a pronoun or, as a sentence, its verb."""
        words = bare(text).split()
        for target in self.texts:
            own = target.split()
            if len(own) != len(words) + 1 or len(words) < 2:
                continue
            for place, word in enumerate(own):
                small = any(form.pos in ("article", "preposition", "pronoun") for form in known(word))
                if own[:place] + own[place + 1 :] == words and (small or text.rstrip()[-1:] in ".!?"):
                    return True
        return False

    def scrambled(self, text: str) -> bool:
        """The text has the words of a target sentence in another order."""
        words = bare(text).split()
        return len(words) > 2 and any(
            sorted(words) == sorted(target.split()) and words != target.split() for target in self.texts
        )

    def strays(self, text: str, *, agreeing: bool = False) -> bool:
        """The text is as long as a part of a target and differs from it in the form of one word.

        With `agreeing` that word is an adjective or a participle.
        """
        words = bare(text).split()
        if " ".join(words) in self.own or self.in_targets(text):
            return False
        for target in self.texts:
            own = target.split()
            for start in range(len(own) - len(words) + 1):
                differing = [
                    (one, other)
                    for one, other in zip(words, own[start : start + len(words)], strict=True)
                    if one != other
                ]
                if len(differing) == 1 and len(words) > 1 and shares_lemma(*differing[0]):
                    return not agreeing or any(
                        form.pos == "adjective" or form.features.mood == "participio" for form in known(differing[0][1])
                    )
        return False


def has_verb(text: str) -> bool:
    """One of the words is a finite verb."""
    return any(
        form.pos == "verb" and form.features.person
        for word in bare(text).replace("'", "' ").split()
        for form in known(word)
    )


def shares_lemma(one: str, other: str) -> bool:
    """The two words may be forms of one lemma."""
    return bool({form.lemma for form in known(one)} & {form.lemma for form in known(other)})


@cache
def _common() -> frozenset[str]:
    return frozenset(
        [
            "a",
            "i",
            "in",
            "me",
            "he",
            "come",
            "no",
            "male",
            "fine",
            "do",
            "so",
            "are",
            "on",
            "sale",
            "pace",
            "rose",
            "more",
            "time",
            "here",
            "sole",
            "due",
            "or",
            "an",
            "in",
            "as",
            "per",
            "o",
            "e",
            "il",
        ]
    ) - {"il", "per", "o", "e", "due"}


@lru_cache(maxsize=4096)
def scene(plan: LessonPlan) -> Scene:
    """The scene of a plan."""
    names = {
        token.form: token.gender or "mf" for target in plan.targets for token in target.tokens if token.pos == "name"
    }
    names = {row["name"]: row["gender"] or "mf" for row in table("names")} | names
    names |= {
        part: "mf" for name in (plan.learner.name, plan.persona.name) for part in name.split() if part not in names
    }
    readings: dict[str, tuple[Form, ...]] = {}
    for target in plan.targets:
        for text, form in (*_compounds(target), *_tokens(target)):
            readings[text] = tuple(dict.fromkeys((*readings.get(text, ()), form)))
    texts = tuple(bare(target.text) for target in plan.targets)
    wrong = {bare(text): bare(one.right) for one in plan.counter_examples for text in (one.wrong, one.sentence)}
    return Scene(
        plan,
        names,
        readings,
        texts,
        wrong,
        frozenset(_own(plan)) - wrong.keys(),
        frozenset(_corrected(wrong)),
        frozenset(_subjects(plan)),
        frozenset(bare(target.translation) for target in plan.targets),
    )


OPENERS = frozenset(("è", "c'è", "ci"))
INVERTED = frozenset(("piacere", "mancare", "servire", "bastare", "interessare", "succedere", "arrivare"))


def _subjects(plan: LessonPlan) -> Iterator[str]:
    """The nouns, names and pronouns that may be the subjects of the target sentences."""
    for target in plan.targets:
        inverted = any(token.lemma in INVERTED for token in target.tokens) or bool(
            OPENERS & set(bare(target.text).split()[:2])
        )
        held = ""
        for place, token in enumerate(target.tokens):
            if token.pos in ("preposition", "conjunction"):
                held = token.pos
            if token.pos in ("noun", "name") or token.use == "subject":
                if held != "preposition" and (before_verb(target, place) or inverted):
                    yield bare(token.form)
                held = ""


def before_verb(target: Target, place: int) -> bool:
    """A finite verb follows in the same clause."""
    for token in target.tokens[place + 1 :]:
        if token.pos == "conjunction":
            return False
        if token.pos == "verb" and token.person:
            return True
    return False


def _corrected(wrong: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each wrong word with the right one that stands in its place."""
    for bad, good in wrong.items():
        yield bad, good
        left, right = bad.split(), good.split()
        if len(left) == len(right):
            yield from ((one, other) for one, other in zip(left, right, strict=True) if one != other)


def _compounds(target: Target) -> Iterator[tuple[str, Form]]:
    """Each helper with its participle, with the pronoun before it and without."""
    tokens = target.tokens
    for place, token in enumerate(tokens):
        if token.mood != "participio" or token.pos != "verb":
            continue
        helpers = [at for at in range(max(0, place - 3), place) if tokens[at].pos == "verb" and tokens[at].person]
        for at in helpers[-1:]:
            words = [tokens[at].form, token.form]
            for text in (bare(" ".join(words)), bare(" ".join([tokens[at - 1].form, *words])) if at else ""):
                for form in known(text) if text else ():
                    if (
                        form.lemma == token.lemma
                        and form.rule.startswith("verb.compound")
                        and form.features.person == tokens[at].person
                    ):
                        yield text, form


def _tokens(target: Target) -> Iterator[tuple[str, Form]]:
    """Each word with its reading."""
    for token in target.tokens:
        features = Features(token.gender, token.number, token.person, token.mood, token.tense, token.degree, token.use)
        yield bare(token.form), Form(token.form, token.lemma, token.pos, features, token.rule)


def _own(plan: LessonPlan) -> Iterator[str]:
    """Every form that the plan lets be quoted."""
    for target in plan.targets:
        for token in target.tokens:
            yield bare(token.form)
            yield bare(token.lemma)
    for word in plan.words:
        yield bare(word.lemma)
        yield from map(bare, word.forms)
    for claim in plan.claims:
        if claim.kind not in ("meaning", "translation", "rule"):
            yield bare(claim.subject)
        if claim.kind in ("plural", "feminine", "form", "lemma", "auxiliary", "article"):
            yield bare(claim.value)
        if claim.kind == "meaning":
            yield bare(claim.subject)
    for one in plan.counter_examples:
        yield bare(one.right)
