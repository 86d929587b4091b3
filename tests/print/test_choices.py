"""Every choice of the study file has words for a reader."""

from wte_ppp.chapters.choices import choice_words, choices_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.field_problems import section_in

# Printed by their own chapter, or not at all.
ELSEWHERE = ("risk.", "schema_")


def choices(model, above=""):
    for name, field in model.model_fields.items():
        place, inner = f"{above}{name}", section_in(field)
        if inner is not None:
            yield from choices(inner, f"{place}.")
        else:
            yield from ((place, choice) for choice in choices_of(field.annotation))


def test_every_choice_has_words():
    found = [one for one in choices(StudyDefinition) if not one[0].startswith(ELSEWHERE)]
    assert len(found) > 50
    assert all(str(choice_words(*one)) for one in found)
