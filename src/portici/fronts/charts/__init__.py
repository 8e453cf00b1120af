"""Maps and charts of a study's edition, drawn here as SVG: what is drawn is gathered and worded for who looks, then drawn by Altair.

Altair and vl-convert are imported only where a picture is drawn that is not kept yet: the start of the web server, and pages, do not
wait for them.
"""
