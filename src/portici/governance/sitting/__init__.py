"""A meeting while it is held: who is there, for whom one votes, who is recused, what is put to the vote and what follows."""
