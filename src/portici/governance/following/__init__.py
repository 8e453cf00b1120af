"""Guidelines, what decisions ask for, and how far it has been carried out."""
