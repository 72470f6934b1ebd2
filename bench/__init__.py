"""What the site and the engine weigh, score and take: python -m bench."""
