"""The questions of the catalogue, a module each: what is asked, how it is answered, and the answer for one account."""
