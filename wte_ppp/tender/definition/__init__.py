"""What an officer writes of a tender, and a bidder of a bid."""

from wte_ppp.tender.definition.criteria import Criterion, Minimum
from wte_ppp.tender.definition.tender import Leaf, TenderDefinition, leaves

__all__ = ["Criterion", "Leaf", "Minimum", "TenderDefinition", "leaves"]
