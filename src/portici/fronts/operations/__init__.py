"""The door for those who keep the house running: is it alive, is it ready, how is it doing."""
