"""What every handler builds on: the command and its context, who may, wording."""
