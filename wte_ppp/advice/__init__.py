"""Advice to the buyer: bids held against the plant and finance model of the study.

One model stands behind both sides of the table. What is found here never scores: it opens a
question to the bidder, or shows what a bid would cost the city.
"""
