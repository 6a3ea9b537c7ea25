"""What a lesson's prose says: its sentences, what it quotes, and the claims that closed patterns read in it."""
