"""A synthetic catalog: plan.py says who exists, others write it down, words.py has the words; and made-up tickets."""
