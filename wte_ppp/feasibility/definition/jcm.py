"""What the study file says about the Joint Crediting Mechanism."""

from typing import Literal

from wte_ppp.cards import Default, Unknown, entry, quantity
from wte_ppp.validation import Quantity, Section


class JcmSection(Section):
    """The Joint Crediting Mechanism's programme around the plant."""

    methodology: str | None = entry(
        "Methodology", "Number and title as approved by the Joint Committee", default=None,
        max_length=200,
    )  # fmt: skip
    partner: Literal["partner", "no partner"] | None = entry(
        "Partner of the JCM", "Whether the host country is one on the study's day",
        default=Unknown("List of partner countries of the Joint Crediting Mechanism, jcm.go.jp"),
    )  # fmt: skip
    let_go_percent: Quantity = quantity(
        "% of credits", "Credits that the host lets leave",
        "Of this kind of plant, by its rules on Article 6; 0: no credits", ge=0, le=100,
        default=Unknown("The host's authority for Article 6: authorisation of this kind of plant"),
    )  # fmt: skip
    buyer: str | None = entry(
        "Buyer of the credits",
        "Guidance profile of its country, against which credits and grant are held; null: none",
        max_length=60,
        default=Default(
            "JP", "published", "Joint Crediting Mechanism of Japan, https://www.jcm.go.jp/about"
        ),
    )  # fmt: skip
    similar_projects: Quantity = quantity(
        "", "Similar JCM projects",
        "With similar technology in the country already; decides the subsidy rate", ge=0, le=1000,
        whole=True,
        default=Default(
            4.0, "assumption", "Cautious: the lowest rate unless the study says so",
            "Count the projects on the secretariat's list"
        ),
    )  # fmt: skip
    share_of_japan_percent: Quantity = quantity(
        "% of credits", "Japan's share of credits", ge=0, le=100,
        default=Default(
            50.0, "published",
            "JCM Bangladesh secretariat, eligibility criteria, "
            "https://jcmbangladesh.com/page/eligibility-criteria",
            "At least half where the equipment is subsidised"
        ),
    )  # fmt: skip
    shortfall: Literal["carried", "dropped"] = entry(
        "Treatment of negative years",
        "Whether a year with negative reductions lowers later credits",
        default=Default(
            "carried", "assumption",
            "Cautious: credits never exceed the reductions. CDM Executive Board, 21st meeting, "
            "paragraph 18, from general knowledge; the JCM's own rule was not found",
            "Write dropped where each year stands alone"
        ),
    )  # fmt: skip
    issuance_years: Quantity = quantity(
        "years", "Time from monitoring to issuance",
        "From the end of the year of a reduction to the credit that can be sold", ge=0, le=15,
        usual=(0.2, 5.1),
        default=Default(
            1.15, "assumption",
            "JCM, issuances of Mongolia, https://www.jcm.go.jp/jc/mn-projects-issues, page of 4 "
            "June 2026: 0.2 to 0.5 years for periods before 2020, 1.15 to 5.1 for those to 2020",
            "The shortest wait of the newer periods; ten issuances seen, the host's approval may "
            "add to it"
        ),
    )  # fmt: skip
    study_cost_jpy: Quantity = quantity(
        "JPY", "Cost of the subsidised study",
        "Eligible cost of a feasibility study that the ministry is to subsidise", ge=0, le=1e10,
        default=Default(0.0, "assumption", "No subsidised study unless one is named"),
    )  # fmt: skip
    study_applicant: Literal["large", "small_medium"] = entry(
        "Size of the study's applicant",
        "Japanese firm that applies: the study's subsidy is 1/2 or 2/3",
        default=Default(
            "large", "assumption", "Cautious: the lower rate unless the study says so",
            "Small and medium-sized enterprises of Japan get 2/3"
        ),
    )  # fmt: skip
