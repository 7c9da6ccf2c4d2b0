"""From words to the things they name."""
