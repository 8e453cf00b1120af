"""Guidelines, follow-ups and ties between decisions in the office."""
