"""What the people of the desk do with claims: gather evidence, assess, decide."""
