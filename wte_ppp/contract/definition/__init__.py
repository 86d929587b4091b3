"""What a mechanism file may say: terms by the names of the toolkit, each with its source."""

from wte_ppp.contract.definition.contract import ContractDefinition

__all__ = ["ContractDefinition"]
