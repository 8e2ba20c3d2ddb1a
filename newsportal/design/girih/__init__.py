"""Girih: star patterns by Hankin's method, "polygons in contact".

From the middle of every edge of a tiling two lines set out at one angle into each of the two tiles, and end where
they meet others. E. H. Hankin found it in Mughal work (1925); C. S. Kaplan, "Islamic Star Patterns from Polygons in
Contact" (2005), gives the rules for irregular tiles; the rosettes follow A. J. Lee, "Islamic Star Patterns" (1987).

Points are complex numbers; the edge of a tile is 1 long; angles are degrees.
"""
