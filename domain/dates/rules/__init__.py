"""The rules of the grammar of dates, a small function each, by what they recognise; `domain.dates.grammar` lists them.

A rule is given the text and a place in it, looks a few words ahead, and says where the phrase ends and what form it
has, or None when the text there isn't its phrase.
"""
