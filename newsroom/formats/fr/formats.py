"""26 mai 2020 à 14:30. Django's own puts nothing between day and hour."""

DATETIME_FORMAT = "j F Y à H:i"
