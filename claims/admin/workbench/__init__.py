"""The workbench: an article with its claims, and everything a person does with them, on one page of the admin."""
