"""Saves of everything that the program prints and writes, compared byte for byte."""
