"""What an operator's own programs watch: is it alive, is it ready, what has it counted."""
