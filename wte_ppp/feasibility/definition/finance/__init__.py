"""What the study file says about money, a module a part."""

from wte_ppp.feasibility.definition.finance.contract_prices import (
    ContractPricesSection,
    FeeSection,
    TariffSection,
)
from wte_ppp.feasibility.definition.finance.debt import DebtSection, LoanSection
from wte_ppp.feasibility.definition.finance.end import EndSection
from wte_ppp.feasibility.definition.finance.finance import FinanceSection
from wte_ppp.feasibility.definition.finance.funds import (
    OwnersSection,
    ReservesSection,
    UsesSection,
)
from wte_ppp.feasibility.definition.finance.grant import GrantSection
from wte_ppp.feasibility.definition.finance.later import LaterInvestmentSection
from wte_ppp.feasibility.definition.finance.loans import FurtherLoanSection
from wte_ppp.feasibility.definition.finance.money import (
    DevaluationSection,
    MoneySection,
    RateSection,
)
from wte_ppp.feasibility.definition.finance.prices import IndexationSection, PowerLimitSection
from wte_ppp.feasibility.definition.finance.public import (
    MunicipalitySection,
    RiskSection,
    ValueForMoneySection,
)
from wte_ppp.feasibility.definition.finance.refinancing import RefinancingSection
from wte_ppp.feasibility.definition.finance.tax import TaxSection
from wte_ppp.feasibility.definition.finance.timing import TimingSection

__all__ = [
    "ContractPricesSection",
    "DebtSection",
    "DevaluationSection",
    "EndSection",
    "FeeSection",
    "FinanceSection",
    "FurtherLoanSection",
    "GrantSection",
    "IndexationSection",
    "LaterInvestmentSection",
    "LoanSection",
    "MoneySection",
    "MunicipalitySection",
    "OwnersSection",
    "PowerLimitSection",
    "RateSection",
    "RefinancingSection",
    "ReservesSection",
    "RiskSection",
    "TariffSection",
    "TaxSection",
    "TimingSection",
    "UsesSection",
    "ValueForMoneySection",
]
