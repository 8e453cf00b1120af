"""Couriers: one folder for each outside system, with its real, its console and its fake side. Rooms never import them."""
