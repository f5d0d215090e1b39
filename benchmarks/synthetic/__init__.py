"""A synthetic catalog: plan.py says who exists, the other modules write it down, words.py has the words; and tickets."""
