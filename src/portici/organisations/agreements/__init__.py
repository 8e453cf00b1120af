"""What the network has signed, promised and asked to join: agreements with their commitments, candidacies, pledges."""
