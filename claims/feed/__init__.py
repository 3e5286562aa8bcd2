"""What keeps others in step: webhooks, and who sends them."""
