"""The program: its settings, its clock, and the front ends that people meet."""
