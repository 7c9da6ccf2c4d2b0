"""What somebody has to do: own lists, deadlines, nudging, snoozing."""
