"""How the API describes itself (OpenAPI 3.1): what its operations have in common, so that no view says it again."""
