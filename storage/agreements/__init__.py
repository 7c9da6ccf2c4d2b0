"""Cooperation agreements, their goals and measures, and proposals to change them."""
