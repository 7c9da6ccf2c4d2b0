"""The model itself: meetings, agreements, duties, dates, permissions. Knows no database and no chat."""
