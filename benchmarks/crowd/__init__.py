"""A crowd of invented articles of which is known what repeats what and what tells which story."""
