"""What the country asks for: toolkits and country profiles as dated, sourced rules."""
