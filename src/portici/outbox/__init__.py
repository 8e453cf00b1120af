"""What must leave the house: messages that wait in the tray for a courier."""
