"""Repairs of what the parser often gets wrong about news text, each by a rule that the grammar vouches for."""

from __future__ import annotations

from . import mend_lists, mend_names, mend_reports, mend_sentences
from .cues import CUES
from .mend_reports import CLAUSES, COMMAS, SUBJECTS
from .people import PERSONS
from .quotes import QuoteIndex
from .tree import Tree

TIMES = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades".split()
)
TENSED = frozenset({"root", "advcl", "ccomp", "conj", "parataxis", "acl:relcl"})


def mend(tree: Tree, quotes: QuoteIndex) -> Tree:
    """Repair the tree in place and return it."""
    for repair in (
        _verb_forms,
        _limits,
        _described_noun,
        _subject_before_parataxis,
        *mend_sentences.REPAIRS,
        *mend_names.REPAIRS,
        _ages_of_persons,
        _marks_of_clauses,
        _time_before_clause,
        mend_reports.speaker_before_verb,
        mend_reports.report_behind_comma,
        mend_reports.report_at_the_end,
        mend_reports.listener_behind_verb,
        mend_reports.parenthetical,
        mend_reports.inserted,
        mend_reports.close_quotes,
        mend_reports.speaker_after_quote,
        mend_reports.turn_round_finite_complements,
        mend_reports.listener_before_content,
        mend_reports.content_after_that,
        mend_reports.subjects_after_that,
        _relative_after_comma,
        _who_after_name,
        _subject_of_relative,
        mend_reports.subjects_before_that,
        mend_reports.what_is_said,
        mend_reports.clause_as_subject,
        _next_to_its_noun,
        mend_reports.after_the_reporting_verb,
        *mend_lists.REPAIRS,
    ):
        heads, sentences = tree.head.copy(), tree.sentences
        repair(tree, quotes)
        if tree.head != heads or tree.sentences != sentences:
            tree.link()
    return tree


def _verb_forms(tree: Tree, quotes: QuoteIndex) -> None:
    """A verb's form must fit its place: "-ing" is a participle, a participle with a subject and no auxiliary a past
    tense."""
    for i, tag in enumerate(tree.tag):
        if tree.pos[i] != "VERB":
            continue
        owned = next((k for k in tree.kids_of(i, "compound") if tree.kid(k, "nmod:poss", "det") is not None), None)
        if owned is not None and tree.subject(i) is None:
            tree.dep[owned] = "nsubj:pass" if tag == "VBN" else "nsubj"  # "her body malnourished"
        helped = tree.kid(i, "aux", "aux:pass", "cop") is not None
        if tree.lower[i].endswith("ing") and tag in ("VBP", "VB", "NN") and not helped and len(tree.words[i]) > 5:
            tree.tag[i] = "VBG"
        elif tag == "VBN" and not helped and tree.kid(i, "nsubj") is not None and tree.dep[i] in TENSED:
            tree.tag[i] = "VBD"
        elif tag == "VBN" and not helped and _continues_a_past(tree, i):
            tree.tag[i] = "VBD"  # "neither resigned nor apologised"; "cut its route, and its shares closed at €6"
            if (subject := tree.kid(i, "nsubj:pass")) is not None:
                tree.dep[subject] = "nsubj"
        elif not tag.startswith("VB") and tree.dep[i] == "conj" and tree.tag[tree.head[i]].startswith("VB"):
            tree.tag[i] = tree.tag[tree.head[i]]


def _continues_a_past(tree: Tree, verb: int) -> bool:
    """Whether a verb is joined to one in the past tense that has no auxiliary to lend."""
    above = tree.head[verb]
    return tree.dep[verb] == "conj" and tree.tag[above] == "VBD" and tree.kid(above, "aux", "aux:pass", "cop") is None


def _limits(tree: Tree, quotes: QuoteIndex) -> None:
    """ "up to 1,200 troops": the limit hangs on the number, whatever verb stands before it."""
    for number in range(2, len(tree.words)):
        if tree.pos[number] == "NUM" and tree.lower[number - 2 : number] == ["up", "to"]:
            for i, dep in ((number - 2, "advmod"), (number - 1, "case")):
                if set(tree.kids[i]) <= {number - 1}:
                    tree.attach(i, number, dep)


def _described_noun(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Thomas Sam, a practising doctor": a verb has no article; the noun behind it heads the phrase."""
    for verb in range(len(tree.words)):
        if tree.tag[verb] not in ("VBG", "VBN") or (article := tree.kid(verb, "det")) is None:
            continue
        noun = next(
            (k for k in tree.kids_of(verb, "obj", "obl:unmarked", "xcomp") if k > verb and tree.pos[k] == "NOUN"), None
        )
        if noun is None or article > verb or tree.head[verb] == verb:
            continue
        dep = tree.dep[verb] if tree.dep[verb] not in ("acl", "advcl", "acl:relcl") else "appos"
        tree.head[noun], tree.dep[noun] = tree.head[verb], dep
        tree.head[verb], tree.dep[verb] = noun, "amod"
        for kid in tree.kids[verb]:
            if kid != noun:
                tree.head[kid] = noun


def _subject_before_parataxis(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Ann Lee, who won, lives in Rome" with the name as root: a bare name before a verb without a subject is its
    subject."""
    for verb in range(len(tree.words)):
        name = tree.head[verb]
        if tree.dep[verb] not in ("parataxis", "acl") or tree.dep[name] != "root" or name > verb:
            continue
        if not tree.is_finite(verb):
            continue
        if tree.dep[verb] == "acl" and (tree.pos[name] != "PROPN" or tree.kid(verb, "mark") is not None):
            continue
        if tree.pos[name] not in ("PROPN", "NOUN") or tree.kid(name, "cop", *SUBJECTS) is not None:
            continue
        if tree.kid(verb, *SUBJECTS, "expl") is None and tree.lower[verb] not in CUES:
            tree.head[verb], tree.dep[verb] = verb, "root"
            tree.head[name], tree.dep[name] = verb, "nsubj"
            for kid in tree.kids[name]:
                if kid > verb:
                    tree.head[kid] = verb


def _ages_of_persons(tree: Tree, quotes: QuoteIndex) -> None:
    """ "The judge told the 42-year-old": with its own article and no noun behind it, an age stands for a person."""
    for old in range(5, len(tree.words)):
        head = tree.head[old]
        if tree.lower[old] != "old" or tree.words[old - 1] != "-" or tree.lower[old - 5] not in ("the", "a"):
            continue
        verb = next((k for k in range(old - 6, max(old - 9, -1), -1) if tree.pos[k] == "VERB"), None)
        if tree.dep[old] == "amod" and head < old - 5 and verb is not None:
            tree.attach(old, verb, "obj")


def _marks_of_clauses(tree: Tree, quotes: QuoteIndex) -> None:
    """ "hours after an aide assured them": what stands before a clause's subject opens the clause; "that" before a
    plural is no determiner."""
    for word in range(len(tree.words)):
        if tree.dep[word] not in ("case", "det"):
            continue
        noun, verb = tree.head[word], tree.head[tree.head[word]]
        if tree.dep[noun] not in SUBJECTS or not word < noun < verb or not tree.is_finite(verb):
            continue
        after = tree.dep[word] == "case" and tree.lower[word] in ("after", "before", "since", "until")
        that = tree.dep[word] == "det" and tree.lower[word] == "that" and tree.tag[noun] in ("NNS", "NNPS")
        if (after or that) and tree.below(noun)[0] == word and tree.kid(verb, "mark") is None:
            tree.head[word], tree.dep[word], tree.pos[word] = verb, "mark", "SCONJ"
            if after and tree.dep[verb] in ("parataxis", "conj", "dep", "ccomp"):
                tree.dep[verb] = "advcl"


def _time_before_clause(tree: Tree, quotes: QuoteIndex) -> None:
    """ "a day after he walked back": the time right before "after" belongs to that clause."""
    for mark in range(1, len(tree.words)):
        if tree.lower[mark] not in ("after", "before") or tree.lower[mark - 1] not in TIMES:
            continue
        time, clause = mark - 1, tree.head[mark]
        if tree.dep[mark] == "mark" and tree.dep[time] in ("obl:unmarked", "obl") and tree.head[time] != clause:
            tree.attach(time, clause, "obl:unmarked")


def _relative_after_comma(tree: Tree, quotes: QuoteIndex) -> None:
    """ "In Nuuk, where authorities started": "where" or "which" behind a noun and a comma opens a relative clause."""
    for word in range(2, len(tree.words)):
        if tree.lower[word] not in ("where", "which", "who", "whose") or tree.words[word - 1] not in COMMAS:
            continue
        noun = word - 2
        if tree.pos[noun] not in ("NOUN", "PROPN"):
            continue
        clause = tree.head[word]
        for _ in range(3):  # the relative word may hang on a part of its clause: "whose talks", "in which"
            if tree.dep[clause] in CLAUSES or tree.pos[clause] == "VERB" or tree.head[clause] == clause:
                break
            clause = tree.head[clause]
        while tree.dep[noun] in ("flat", "compound", "nmod:desc") or (
            tree.dep[noun] == "case" and tree.head[noun] < noun
        ):
            noun = tree.head[noun]
        if (tree.dep[clause] in CLAUSES - {"acl:relcl"} and clause > word and noun < word) or (
            tree.dep[clause] == "acl:relcl"
            and tree.lower[word] == "where"
            and tree.head[clause] != noun
            and tree.head[clause] < word
        ):
            tree.attach(clause, noun, "acl:relcl")


def _who_after_name(tree: Tree, quotes: QuoteIndex) -> None:
    """ "the apartment of Julie Couillard who had ties": "who" is a person's, not the apartment's."""
    for who in range(1, len(tree.words)):
        if tree.lower[who] != "who":
            continue
        before = who - 1 if tree.words[who - 1] not in COMMAS else who - 2
        if before < 0 or tree.name[before] != "PER":
            continue
        while tree.dep[before] in ("flat", "nmod:desc") and tree.head[before] < who:
            before = tree.head[before]
        clause = tree.head[who]
        if tree.dep[clause] == "acl:relcl" and tree.head[clause] != before and clause > who:
            tree.attach(clause, before, "acl:relcl")


def _subject_of_relative(tree: Tree, quotes: QuoteIndex) -> None:
    """ "where his language has triggered shock": the noun between "where" and a verb without a subject is its
    subject."""
    for where in range(len(tree.words)):
        if tree.lower[where] not in ("where", "when") or tree.dep[where] != "advmod":
            continue
        verb = tree.head[where]
        if verb < where or not tree.is_finite(verb) or tree.kid(verb, *SUBJECTS, "expl") is not None:
            continue
        for noun in range(verb - 1, where, -1):
            if tree.pos[noun] in ("NOUN", "PROPN", "PRON") and not where < tree.head[noun] <= verb:
                tree.attach(noun, verb, "nsubj")
                break


def _next_to_its_noun(tree: Tree, quotes: QuoteIndex) -> None:
    """An appositive stands beside what it renames: the noun before the comma, or the word right before it."""
    for i in range(len(tree.words)):
        if (
            tree.pos[i] not in ("NOUN", "PROPN", "NUM")
            or tree.dep[i] not in ("appos", "parataxis")
            or tree.kid(i, "cop", *SUBJECTS) is not None
        ):
            continue
        first = tree.below(i)[0]
        before = first - 1 if first and tree.words[first - 1] not in COMMAS else first - 2
        if before < 0 or tree.pos[before] not in ("NOUN", "PROPN") or tree.sentence_of[before] != tree.sentence_of[i]:
            continue
        while tree.dep[before] in ("flat", "compound") and tree.head[before] < first:
            before = tree.head[before]
        beside = first - 1 == before or first > 0
        comma = tree.words[first - 1] in COMMAS
        someone = tree.pos[i] == "PROPN" and tree.name[i] in ("PER", "") and tree.lower[before] in PERSONS
        if (
            tree.head[i] != before
            and beside
            and (not comma or tree.dep[i] == "parataxis" or someone)
            and tree.head[before] != i
            and before < i
        ):
            tree.attach(i, before, "appos")
