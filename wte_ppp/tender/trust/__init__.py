"""Trust: who signed what, what outsiders hold of a record, and prices that stay sealed."""
