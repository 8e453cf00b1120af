"""The dossier of an edition of a study: what it says, its PDF, its files, and all of it in one archive."""
