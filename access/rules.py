"""Who may do what to tokens. A table, a policy sentence above each row; who sees which is said by visible_to(user)."""

# Whoever reads for the house may have tokens of their own, and revokes these.
OWN = "access.add_token"
# An administrator revokes anybody's.
REVOKE_ALL = "access.revoke_token"
