"""A study from its file to its result."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from numpy.typing import ArrayLike

from wte_ppp.documents import Document, DocumentError, Problem, read_document
from wte_ppp.feasibility.buyer import buyer_name, buyer_of
from wte_ppp.feasibility.draw_blocks import run_in_blocks
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.given import with_origin
from wte_ppp.feasibility.held import held_against
from wte_ppp.feasibility.impossible import undefined
from wte_ppp.feasibility.laying import lay, sound, with_deviation_of
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.money_reading import in_own_money
from wte_ppp.feasibility.origin import Origin
from wte_ppp.feasibility.reading import fault_at, guidance_of, unknown_figures, warning_at
from wte_ppp.feasibility.ready import ReadyStudy
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.situation import situation_of
from wte_ppp.feasibility.steps.varied_waste import with_measured_moved
from wte_ppp.guidance.resolve import Rules
from wte_ppp.messages import Message
from wte_ppp.validation import implausible


@dataclass(frozen=True)
class Study(ReadyStudy):
    """A study that is ready to run: valid inputs with their origins, and the rules in force.

    Examples
    --------
    >>> study = Study.load("examples/minimal/study.yaml")
    >>> result = study.run()
    >>> result.plant.gross_mw > 0
    True
    """

    @classmethod
    def load(cls, path: str | Path, *, profiles: str | Path | None = None) -> "Study":
        """Read a study file, the country's rules on its day, and the defaults below them.

        Parameters
        ----------
        path
            YAML file by the published schema (`wte-ppp study schema`).
        profiles
            Folder with country profiles of the user's own, beside the shipped ones.

        Returns
        -------
        Study
            Ready to run.

        Raises
        ------
        DocumentError
            With every problem: where, what was given, what is expected, what to do.
        """
        return cls.of(read_document(path), profiles=profiles)

    @classmethod
    def of(
        cls,
        document: Document,
        *,
        profiles: str | Path | None = None,
        beside: "Study | None" = None,
        what_if: bool = False,
    ) -> "Study":
        """Study of a document that was read, as `load` makes it of a file.

        Parameters
        ----------
        document
            The study file as read, or with other values laid over it.
        profiles
            As for `load`.
        beside
            A study whose rules are taken over if it has the same country, day and project: reading
            them takes most of the time.
        what_if
            Whether a value looser than a binding rule runs and is told, instead of being refused.

        Returns
        -------
        Study
            Ready to run.

        Raises
        ------
        DocumentError
            With every problem.
        """
        identity, name, rules, in_guidance = _rules_of(document, profiles, beside)
        buyer, in_buyer = _buyer_of(document, rules, profiles, beside)
        document = in_own_money(document, rules)
        try:
            laid, survey, in_survey = lay(document, rules, {}, what_if)
            definition = sound(
                laid, in_guidance, in_buyer, in_survey, unknown_figures(document), document.faults
            )
            situation = situation_of(definition, rules)
            if situation:
                # The plant is known without its price: what scales give is laid below the study.
                laid, _, _ = lay(document, rules, situation, what_if)
                definition = sound(laid)
        except DocumentError as error:
            raise document.as_written(error) from None
        layers = laid.layers
        origins = layers.origins
        if survey is not None:
            definition, measured = with_deviation_of(survey, definition)
            origins = {**origins, **measured}
        doubts = implausible(definition, money=document.money)
        return cls(
            definition=definition,
            origins=origins,
            rules=rules,
            situation=situation,
            overridden=layers.overridden,
            cautious=layers.cautious,
            unfilled=layers.unfilled,
            guidance=identity,
            country_name=name,
            survey=() if survey is None else survey.rows,
            warnings=tuple(warning_at(warning, document) for warning in doubts),
            document=document,
            buyer=buyer,
        )

    def with_draws(self, draws: Mapping[str, ArrayLike]) -> "Study":
        """Replace inputs by samples.

        Parameters
        ----------
        draws
            Dotted path of an input, such as "plant.availability_h_per_year", to its samples (n,);
            the same n for all.

        Returns
        -------
        Study
            Whose result has one outcome per simulation.

        Raises
        ------
        DocumentError
            For an unknown path, a value outside its range, or lengths that differ.
        """
        definition, count = with_draws(self.definition, draws, self.draws)
        cautious = {path: ranged for path, ranged in self.cautious.items() if path not in draws}
        origins = dict(self.origins)
        for path in draws:
            # A list is one input with one origin, whichever of its items is drawn.
            place = re.sub(r"\.\d+$", "", path)
            source = Message("{count:,} simulations", count=int(count or 0))
            origins[place] = Origin("draws", "assumption", source)
        drawn = tuple(
            warning.warning
            for warning in implausible(definition, money=self.money)
            if warning.field in draws
        )
        return replace(
            self,
            definition=definition,
            origins=origins,
            cautious=cautious,
            warnings=self.warnings + drawn,
            draws=count,
        )

    def with_waste_of(self, base: "Study", changed: Collection[str]) -> "Study":
        """Take what was measured on another study's waste, moved to this one's.

        Parameters
        ----------
        base
            The study whose waste was measured.
        changed
            Dotted paths of the inputs in which this study differs.

        Returns
        -------
        Study
            Whose measured values that are not among `changed` are those of its own waste.
        """
        waste = with_measured_moved(base.definition.waste, self.definition.waste, changed)
        return replace(self, definition=self.definition.model_copy(update={"waste": waste}))

    def run(
        self,
        draws: Mapping[str, ArrayLike] | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> StudyResult:
        """Run the pipeline.

        Parameters
        ----------
        draws
            As for `with_draws`; left out: the base case.
        progress
            Called with the name of each step as it begins.

        Returns
        -------
        StudyResult
            Frozen.

        Raises
        ------
        DocumentError
            Where the inputs together describe no possible plant.
        """
        if draws:
            return self.with_draws(draws).run(progress=progress)
        if self.draws is None:
            outcomes = run_model(self.definition, None, self.survey, progress)
        else:
            outcomes = run_in_blocks(self.definition, self.draws, self.survey, progress)
        impossible = undefined(outcomes, self.definition)
        if impossible and self.draws is None:
            found = DocumentError(self._fault(*fault) for fault in impossible)
            raise self.document.as_written(found)
        if progress:
            progress("checks")
        held = held_against(self, outcomes, [field for field, *_ in impossible])
        return StudyResult.joined(self.head, outcomes, held).in_money(self.money)

    def _fault(self, field: str, found: str, allowed: str, action: str) -> Problem:
        """Fault of an input, with where it comes from where the study file does not give it."""
        fault = fault_at(self.document, field, found, allowed, action)
        return with_origin(fault, self.document, self.origins)


def _rules_of(
    document: Document, profiles: str | Path | None, beside: Study | None
) -> tuple[str | None, str | None, Rules, list[Problem]]:
    """Identity of the guidance, the country's name, rules on the study's day, and problems."""
    if beside is not None and beside.stands_on_rules_of(document):
        return beside.guidance, beside.country_name, beside.rules, []
    guidance, rules, faults = guidance_of(document, profiles)
    name = guidance.profile.name if document.data.get("country") else None
    return guidance.identity, name, rules, faults


def _buyer_of(
    document: Document, rules: Rules, profiles: str | Path | None, beside: Study | None
) -> tuple[Rules | None, list[Problem]]:
    """Rules of the credits' buyer on the study's day, and problems."""
    if (
        beside is not None
        and beside.stands_on_rules_of(document)
        and buyer_name(beside.document) == buyer_name(document)
    ):
        return beside.buyer, []
    return buyer_of(document, rules.day, profiles)
