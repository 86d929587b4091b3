"""A project's own answers to the checklists, with their evidence."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from wte_ppp.blocks import Words
from wte_ppp.documents import did_you_mean
from wte_ppp.messages import Quoted
from wte_ppp.mrv.reading import read_definition
from wte_ppp.sources import table
from wte_ppp.validation import Section, refuse_each

Word: TypeAlias = Literal["yes", "no", "unknown"]


class AnswerSection(Section):
    """An answer with its evidence."""

    answer: Word = Field(description="yes, no or unknown")
    evidence: str = Field(default="", max_length=600, description="Document, page, or who said so")

    @model_validator(mode="after")
    def _yes_has_evidence(self) -> "AnswerSection":
        if self.answer == "yes" and not self.evidence:
            raise refuse_each([(".evidence", "nothing", "what shows it", "add it")])
        return self


class AnswersDefinition(Section):
    """The file of a project's answers."""

    schema_: Literal["wte_ppp/climate-answers/1"] = Field(
        alias="schema", description="Version of this format"
    )
    answers: dict[str, AnswerSection] = Field(
        description="Answers by criterion of jcm_eligibility.csv or item of article6_checklist.csv"
    )

    @model_validator(mode="after")
    def _known_questions(self) -> "AnswersDefinition":
        questions = [row["criterion"] for row in table("jcm_eligibility")]
        questions += [row["item"] for row in table("article6_checklist")]
        faults = []
        for name in self.answers:
            if name not in questions:
                guess = did_you_mean(name, questions)
                action = f"write {guess!r}" if guess else "remove it"
                allowed = ", ".join(questions)
                faults.append((f".answers.{name}", "unknown question", allowed, action))
        if faults:
            raise refuse_each(faults)
        return self


@dataclass(frozen=True)
class Answer:
    """Answer to a question, and what it rests on."""

    answer: Word
    evidence: Words


def read_answers(path: str | Path) -> dict[str, Answer]:
    """Read a project's own answers.

    Raises `DocumentError` with every fault.
    """
    definition, _ = read_definition(path, AnswersDefinition)
    return {
        name: Answer(answer.answer, Quoted(answer.evidence, "answers file"))
        for name, answer in definition.answers.items()
    }
