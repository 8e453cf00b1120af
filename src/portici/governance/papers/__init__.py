"""Minutes and dossiers of meetings: made of what the house has written down, frozen, read by each as far as they may."""
