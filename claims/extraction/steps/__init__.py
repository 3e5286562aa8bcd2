"""The steps from a parsed text to claims: each module decides one thing, none of them knows a database."""
